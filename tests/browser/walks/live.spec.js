// While an import is in progress, open pages follow it by themselves and take nothing away from whoever reads them.
import { PEOPLE, REPORT, UNIVERSITY, learners, open, send, slowRegister, usualRegister } from '../support/demo.js';
import { expect, test } from '../support/test.js';

// The register answers this late, so that there is something to see in progress.
const LATE = 6_000;
const SOON = { timeout: 30_000 };

const figure = (page, label) => page.locator('#luvut > div, #luvut .figures > div').filter({ hasText: label }).locator('dd');
const mark = (page) => page.evaluate(() => (window.untouched = true));
const marked = (page) => page.evaluate(() => window.untouched === true);

test.afterEach(() => usualRegister());

test('the report counts on, and what is being typed stays', async ({ page }) => {
  await open(page, UNIVERSITY);
  const before = Number(await figure(page, 'Onnistuneet siirrot').textContent());
  await slowRegister(LATE);
  await send(learners(5, PEOPLE.live));
  await page.goto(`${REPORT}?nakyma=kooste`);
  await expect(figure(page, 'Keskeneräiset')).toHaveText('5');
  await mark(page);
  const typed = page.getByLabel('Käsittelijä');
  await typed.fill('Pep');

  await expect(figure(page, 'Keskeneräiset')).toHaveText('0', SOON);
  await expect(figure(page, 'Onnistuneet siirrot')).toHaveText(String(before + 5));
  await expect(page.locator('#lista tbody tr').first().locator('td.number').nth(1)).toHaveText('5');
  await expect(typed).toHaveValue('Pep');
  await expect(typed).toBeFocused();
  // Nothing is in progress any more, so nothing is said to be.
  await expect(page.locator('#paivitys')).toHaveCount(0);
  expect(await marked(page)).toBe(true);
});

test('an import counts on, and the focus stays on its link', async ({ page }) => {
  await open(page, UNIVERSITY);
  await slowRegister(LATE);
  const number = await send(learners(5, PEOPLE.live + 10));
  await page.goto(`${REPORT}/${number}`);
  await expect(figure(page, 'Keskeneräiset')).toHaveText('5');
  await mark(page);
  const link = page.locator('#lista tbody a').first();
  const href = await link.getAttribute('href');
  await link.focus();

  await expect(figure(page, 'Onnistuneet')).toHaveText('5', SOON);
  await expect(page.locator('#lista tbody tr').first()).toContainText('Onnistunut');
  await expect(page.locator(`#lista a[href="${href}"]`)).toBeFocused();
  expect(await marked(page)).toBe(true);
});

test('a learner becomes identified before one\'s eyes', async ({ page }) => {
  await open(page, UNIVERSITY);
  await slowRegister(LATE);
  const number = await send(learners(1, PEOPLE.live + 20));
  await page.goto(`${REPORT}/${number}`);
  await page.locator('#lista tbody a').first().click();
  const state = page.getByRole('region', { name: 'Tila' });
  await expect(state).toContainText('Kesken');
  await mark(page);
  await expect(state).toContainText('Yksilöity VTJ:stä', SOON);
  await expect(page.locator('#aikajana')).toContainText('Oppija yksilöitiin VTJ:stä');
  expect(await marked(page)).toBe(true);
});

test('following can be stopped and gone on with', async ({ page }) => {
  await open(page, UNIVERSITY);
  await slowRegister(LATE);
  const number = await send(learners(3, PEOPLE.live + 25));
  await page.goto(`${REPORT}/${number}`);
  await page.getByRole('button', { name: 'Keskeytä päivittyminen' }).click();
  const goOn = page.getByRole('button', { name: 'Jatka päivittymistä' });
  await expect(goOn).toBeVisible();
  // Another page knows when the register has answered; this one still stands as it was.
  const other = await page.context().newPage();
  await other.goto(`${REPORT}/${number}`);
  await expect(figure(other, 'Onnistuneet')).toHaveText('3', SOON);
  await expect(figure(page, 'Onnistuneet')).toHaveText('0');
  await page.bringToFront();
  await goOn.click();
  await expect(figure(page, 'Onnistuneet')).toHaveText('3', SOON);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says that it is in progress and can be asked again', async ({ page }) => {
    await open(page, UNIVERSITY);
    await slowRegister(LATE);
    const number = await send(learners(3, PEOPLE.live + 30));
    await page.goto(`${REPORT}/${number}`);
    await expect(figure(page, 'Keskeneräiset')).toHaveText('3');
    await usualRegister();
    await expect(async () => {
      // Once all is done the link is gone, and the last answer stands.
      const again = page.getByRole('link', { name: 'Päivitä nyt' });
      if (await again.isVisible()) await again.click();
      await expect(figure(page, 'Onnistuneet')).toHaveText('3', { timeout: 500 });
    }).toPass(SOON);
  });
});
