// What an official's day begins with: a message about an import, and from it to a learner who needs somebody.
import { OUTBOX, REPORT, UNIVERSITY, speak } from '../support/demo.js';
import { tabTo } from '../support/checks.js';
import { expect, test } from '../support/test.js';

// The last message is about the first sample import, most of whose errors have no hetu.
async function newest(page) {
  await expect(async () => {
    await page.goto(OUTBOX);
    await expect(page.locator('article').filter({ hasText: 'opintotoimisto@lumijoki.example' })).not.toHaveCount(0);
  }).toPass();
  return page.locator('article').filter({ hasText: 'opintotoimisto@lumijoki.example' }).last();
}

async function walk(page, context) {
  const message = await newest(page);
  const inside = message.locator('iframe').contentFrame();
  await expect(inside.getByText('Hetu puuttuu').first()).toBeVisible();
  const opened = context.waitForEvent('page');
  await inside.getByRole('link', { name: 'Avaa tuonti' }).click();
  const tab = await opened;

  // The link opens nothing by itself.
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Kirjaudu sisään');
  await tab.getByRole('button', { name: UNIVERSITY }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText(/^Tuonti \d+$/);
  await expect(tab.getByText(UNIVERSITY)).toBeVisible();

  // From its failed rows one goes from learner to learner, and back to the list of them.
  const failed = tab.url();
  await tab.locator('#lista tbody a[href*="/oppija/"]').first().click();
  const one = await tab.getByRole('heading', { level: 1 }).textContent();
  await tab.getByRole('link', { name: /^(Seuraava|Edellinen)/ }).first().click();
  await expect(tab.getByRole('heading', { level: 1 })).not.toHaveText(one);
  await tab.getByRole('link', { name: 'Takaisin luetteloon' }).click();
  await expect(tab).toHaveURL(failed);
  await tab.goto(failed);

  // The report: errors first, narrowed to a cause, second page.
  await tab.getByRole('link', { name: 'Oppijoiden tuontiraportti', exact: true }).click();
  await expect(tab.getByRole('heading', { level: 2, name: 'Virhelistalle päätyneet oppijat' })).toBeVisible();
  await tab.getByLabel('Syy', { exact: true }).selectOption('no_hetu');
  await tab.getByRole('button', { name: 'Hae' }).click();
  await expect(tab).toHaveURL(/syy=no_hetu/);
  await tab.getByRole('link', { name: 'Seuraava' }).click();
  await expect(tab).toHaveURL(/syy=no_hetu.*jalkeen=/);
  const place = tab.url();
  const link = tab.locator('#lista tbody th a').first();
  const name = await link.textContent();

  // The learner: state in words, and what to do.
  await link.click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText(name);
  const state = tab.getByRole('region', { name: 'Tila' });
  await expect(state).toContainText('Yksilöimätön');
  await expect(state.getByRole('heading', { name: 'Hetu puuttuu' })).toBeVisible();
  await expect(state).toContainText('Selvitä, onko oppijalla hetu');

  // The help page of the cause, and back to the same place.
  await state.getByRole('link', { name: 'Lue ohje' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Hetu puuttuu');
  await expect(tab.getByRole('heading', { name: 'Mitä teet seuraavaksi' })).toBeVisible();
  await tab.goBack();
  await tab.goBack();
  expect(tab.url()).toBe(place);
  await expect(tab.getByLabel('Syy', { exact: true })).toHaveValue('no_hetu');
  await expect(tab.locator('#lista tbody th a').first()).toHaveText(name);
}

test('from the message to the learner, the cause and back', async ({ page, context }) => {
  await walk(page, context);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('from the message to the learner, the cause and back', async ({ page, context }) => {
    await walk(page, context);
  });
});

test('the message and its address hold nobody\'s data', async ({ page, request, places }) => {
  const message = await newest(page);
  await expect(message.locator('h2')).toContainText(/virheessä \d+/);
  const html = await message.locator('iframe').getAttribute('srcdoc');
  expect(html).not.toMatch(/1\.2\.246\.562\.24\.|\d{6}[-+A-FU-Y]\d{3}/);
  // Whoever the link was passed on to learns nothing from it.
  const passedOn = await request.get(places.conflicts, { maxRedirects: 0 });
  expect(passedOn.status()).toBe(303);
});

test('the same by keyboard alone, in Swedish', async ({ page, context, places }) => {
  const press = async (target) => {
    await tabTo(page, target);
    await page.keyboard.press('Enter');
  };
  await speak(context, 'sv');
  // Signing in, on the way to the import.
  await page.goto(places.conflicts);
  await press(page.getByRole('button', { name: UNIVERSITY }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Import \d+$/);

  // The first stop leads past the header.
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Gå till innehållet' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => Boolean(document.activeElement.closest('main')))).toBe(true);

  // To the report, narrowed by the keys of a list.
  await page.goto(REPORT);
  await tabTo(page, page.locator('#syy'));
  await page.keyboard.type('Personbeteckning saknas');
  await expect(page.locator('#syy')).toHaveValue('no_hetu');
  await press(page.getByRole('search').getByRole('button'));
  await expect(page).toHaveURL(/syy=no_hetu/);
  const place = page.url();
  await press(page.locator('#lista tbody th a').first());

  // The learner and the cause.
  const state = page.locator('#tilalohko');
  await expect(state.getByRole('heading', { name: 'Personbeteckning saknas' })).toBeVisible();
  await press(state.getByRole('link', { name: /^Läs anvisningen/ }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Personbeteckning saknas');
  await page.goBack();
  // The history unfolds by keyboard.
  const folded = page.locator('#aikajana summary').first();
  await press(folded);
  await expect(page.locator('#aikajana details').first()).toHaveAttribute('open', '');
  await page.goBack();
  expect(page.url()).toBe(place);

  await press(page.getByRole('banner').getByRole('button'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Du har loggat ut');
});
