// Conflicts are checked several at once, and a mark is taken back: by OPH beside what was sent, and by the sender's own
// official, who sees no more than that rows differ.
import { KEEPER, PEOPLE, REPORT, UNIVERSITY, learners, open, send } from '../support/demo.js';
import { SOON } from '../support/arrivals.js';
import { accessible, fits, tabTo } from '../support/checks.js';
import { expect, test } from '../support/test.js';

const takeBack = (page) => page.getByRole('button', { name: /^Peru merkintä/ });
const boxes = (page) => page.locator('#lista input[type=checkbox]');

async function checkTwoAndTakeBack(page) {
  const [open, checked] = [await boxes(page).count(), await takeBack(page).count()];
  await boxes(page).nth(0).check();
  await boxes(page).nth(1).check();
  await page.getByRole('button', { name: 'Merkitse valitut tarkistetuiksi' }).click();
  await expect(page.locator('#ilmoitus')).toHaveText('2 ristiriitaa on merkitty tarkistetuksi.');
  await expect(takeBack(page)).toHaveCount(checked + 2);
  await expect(page.locator('#lista .checked').first()).toContainText(/Tarkistettu .*\d/);
  await accessible(page);
  await fits(page);
  for (const left of [checked + 1, checked]) {
    await takeBack(page).first().click();
    await expect(page.locator('#ilmoitus')).toContainText('merkintä on peruttu: ristiriita on taas tarkistamatta.');
    await expect(takeBack(page)).toHaveCount(left);
  }
  await expect(boxes(page)).toHaveCount(open);
}

// An import in which some learners are sent twice, the second time with other data.
let number;
test.beforeAll(async () => {
  number = await send(learners(30, PEOPLE.conflicts, { again_differently: 30 }));
});

async function toConflicts(page, who, query) {
  await open(page, who, `${REPORT}/${number}?${query}`);
  await expect(async () => {
    await page.reload();
    await expect(boxes(page).nth(1)).toBeVisible({ timeout: 200 });
  }).toPass(SOON);
}

test('the keeper checks two conflicts at once and takes it back', async ({ page }) => {
  await toConflicts(page, KEEPER, 'nakyma=ristiriidat');
  await checkTwoAndTakeBack(page);
  await expect(page).toHaveURL(/nakyma=ristiriidat/);
  // Whoever works down the list stays at the conflict that they marked, and can leave out what is done.
  const last = page.locator('#lista .conflict').last();
  const heading = await last.getByRole('heading').textContent();
  await last.getByRole('button', { name: 'Merkitse tarkistetuksi' }).click();
  await expect(last.getByText(/^✓ Tarkistettu .*, Hilkka Saarenmaa/)).toBeInViewport();
  await page.getByRole('link', { name: 'Piilota tarkistetut' }).click();
  await expect(page.locator('#lista .conflict').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: heading, exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Näytä myös tarkistetut' }).click();
  await page.locator('#lista .conflict').last().getByRole('button', { name: /^Peru merkintä/ }).click();
});

test("the sender's own official does so without seeing what was sent", async ({ page }) => {
  await open(page, UNIVERSITY, `${REPORT}/${number}?nakyma=ristiriidat`);
  await page.getByRole('link', { name: /^Näytä ristiriitaiset rivit/ }).click();
  await expect(page).toHaveURL(/tila=conflicts/);
  await checkTwoAndTakeBack(page);
  await expect(page).toHaveURL(/tila=conflicts/);
});

test('the same by keyboard alone', async ({ page }) => {
  await toConflicts(page, UNIVERSITY, 'tila=conflicts');
  const left = await boxes(page).count();
  await tabTo(page, boxes(page).nth(0));
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator(':focus')).not.toHaveAttribute('type', 'checkbox');
  const button = page.getByRole('button', { name: 'Merkitse valitut tarkistetuiksi' });
  for (let presses = 0; presses < 10 && !(await button.evaluate((one) => one === document.activeElement)); presses += 1) {
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('#ilmoitus')).toContainText('ristiriita on merkitty tarkistetuksi');
  await tabTo(page, takeBack(page).first());
  await page.keyboard.press('Enter');
  await expect(boxes(page)).toHaveCount(left);
});
