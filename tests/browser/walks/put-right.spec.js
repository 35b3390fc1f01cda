// Officials put a learner right by keyboard alone, in Swedish.
import { PEOPLE, UNIVERSITY, learners, open, speak } from '../support/demo.js';
import { SOON, arrive, withoutHetu } from '../support/arrivals.js';
import { accessible, tabTo } from '../support/checks.js';
import { expect, test } from '../support/test.js';

const field = (page, label) => page.getByLabel(label, { exact: true });
const section = (page, act) => page.locator(`section[aria-labelledby="${act}-otsikko"]`);

async function press(page, target) {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

async function choose(page, target) {
  await tabTo(page, target);
  await page.keyboard.press('Space');
  await expect(target).toBeChecked();
}

// From the list to the learner, and by their key to what is done.
async function go(page, key, heading) {
  await press(page, page.locator('#lista tbody th a').first());
  const name = await page.locator('h1').innerText();
  await page.keyboard.press(key);
  await expect(page.locator('h1')).toHaveText(heading);
  await accessible(page);
  return name;
}

test.beforeEach(async ({ page, context }) => {
  await speak(context, 'sv');
  await open(page, UNIVERSITY);
});

test('a name is corrected', async ({ page }) => {
  await withoutHetu(page, 1, PEOPLE.putRight);
  await go(page, 'm', 'Rätta den studerandes uppgifter');
  await tabTo(page, field(page, 'Efternamn (obligatorisk)'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Provström');
  await press(page, page.getByRole('button', { name: 'Spara' }));
  await expect(page.locator('h1')).toContainText('Provström');
  await expect(page.locator('.banner.success')).toContainText('Uppgifterna har sparats.');
});

test('a hetu is replaced, after what changes was seen, and the learner is identified', async ({ page }) => {
  // Two learners, one of whom was sent with the hetu of the other.
  const [own, other] = learners(2, PEOPLE.putRight + 2).henkilot;
  const right = own.henkilo.hetu;
  own.henkilo.hetu = other.henkilo.hetu;
  await arrive(page, { henkilot: [own] });
  const name = await go(page, 'h', 'Personbeteckning');
  const replace = section(page, 'vaihda');
  await tabTo(page, replace.getByLabel('Personbeteckning (obligatorisk)', { exact: true }));
  await page.keyboard.type(right);
  await choose(page, replace.getByRole('radio', { name: /^Den har aldrig hört till den studerande/ }));
  await press(page, replace.getByRole('button', { name: 'Visa vad bytet ändrar' }));
  await expect(page.locator('main table').first()).toContainText(right);
  await accessible(page);
  await press(page, page.getByRole('button', { name: 'Byt personbeteckning' }));
  await expect(page.locator('h1')).toHaveText(name);
  await expect(page.locator('#tilalohko')).toContainText('Individualiserad (BDS)', SOON);
});

test('a learner without a hetu is identified by hand', async ({ page }) => {
  const more = { syntymaaika: '1999-04-03', sukupuoli: { koodi: '1' }, aidinkieli: { koodi: 'SV' } };
  await withoutHetu(page, 1, PEOPLE.putRight + 6, more);
  const name = await go(page, 'y', 'Individualisera den studerande');
  const form = section(page, 'kasin');
  await choose(page, form.getByRole('checkbox').nth(0));
  await choose(page, form.getByRole('checkbox').nth(1));
  await press(page, form.getByRole('button', { name: 'Individualisera' }));
  await expect(page.locator('h1')).toHaveText(name);
  await expect(page.locator('.banner.success')).toContainText('Den studerande är individualiserad och har ett studentnummer.');
});

test('names that clearly differ are overridden by those of the register', async ({ page }) => {
  const body = learners(1, PEOPLE.putRight + 8);
  const { henkilo } = body.henkilot[0];
  const registered = henkilo.sukunimi;
  Object.assign(henkilo, { etunimet: 'Xantippa', kutsumanimi: 'Xantippa', sukunimi: 'Qvistbladh' });
  await arrive(page, body);
  await go(page, 'v', 'BDS-jämförelse');
  const form = section(page, 'yliaja');
  await choose(page, form.getByRole('radio', { name: 'Den studerande själv' }));
  await press(page, form.getByRole('button', { name: 'Visa vad som ändras' }));
  await expect(page.locator('main table').first()).toContainText(registered);
  await accessible(page);
  await press(page, page.getByRole('button', { name: 'Ersätt med BDS-uppgifter' }));
  await expect(page.locator('h1')).toContainText(registered);
  await expect(page.locator('.banner.success')).toContainText('Uppgifterna i BDS har tagits i bruk');
});

test('whoever waits for a slow answer is told that it is at work', async ({ page }) => {
  await withoutHetu(page, 1, PEOPLE.putRight + 4);
  await go(page, 'm', 'Rätta den studerandes uppgifter');
  await field(page, 'Efternamn (obligatorisk)').fill('Väntström');
  // Playwright itself waits for the next page, so the page tells what it says meanwhile.
  const said = new Promise((resolve) => page.exposeFunction('tell', resolve));
  await page.locator('form .waits').evaluate((told) => {
    new MutationObserver(() => window.tell(told.textContent)).observe(told, { childList: true });
  });
  // The answer is held back until then.
  await page.route('**/muokkaa*', async (route) => {
    await said;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Spara' }).click();
  expect(await said).toBe('Vänta ett ögonblick. Begäran behandlas.');
  await expect(page.locator('.banner.success')).toContainText('Uppgifterna har sparats.');
});
