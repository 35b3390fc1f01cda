// Two moments of a learner stand side by side: told by an event, or by a day as people write it.
import { AUDITOR, open } from '../support/demo.js';
import { accessible, fits, named } from '../support/checks.js';
import { expect, test } from '../support/test.js';

const today = () => new Date().toLocaleDateString('fi-FI', { timeZone: 'Europe/Helsinki' });

test('what has changed between the registration and today', async ({ page, places }) => {
  await open(page, AUDITOR, places.identified);
  const events = await page.locator('#aikajana a[href*="tapahtuma="]').evaluateAll((links) =>
    links.map((link) => Number(new URL(link.href).searchParams.get('tapahtuma'))).filter(Boolean),
  );
  const registered = String(Math.min(...events));
  await page.getByRole('link', { name: 'Vertaa kahta hetkeä' }).click();
  await expect(page.locator('h1')).toHaveText('Oppijan tiedot kahtena hetkenä');
  await page.getByLabel('Ensimmäinen hetki').fill(registered);
  await page.getByLabel('Toinen hetki').fill(today());
  await page.getByRole('button', { name: 'Vertaa' }).click();
  await expect(page.locator('#erot')).toContainText(/eroaa|eri/i);
  await expect(page.getByRole('rowheader', { name: 'Yksilöinti', exact: true })).toBeVisible();
  await expect(page.locator('main thead')).toContainText(`tapahtuma ${registered}`);
  await accessible(page);
  await fits(page);
  await named(page, 'fi');

  // Back to front it is the same: the earlier moment stands first.
  const told = await page.locator('main table').innerText();
  await page.getByLabel('Ensimmäinen hetki').fill(today());
  await page.getByLabel('Toinen hetki').fill(registered);
  await page.getByRole('button', { name: 'Vertaa' }).click();
  expect(await page.locator('main table').innerText()).toBe(told);
});

test('what is no moment is said beside its field, and what was typed stays', async ({ page, places }) => {
  await open(page, AUDITOR, `${places.identified}/vertailu`);
  await page.getByLabel('Ensimmäinen hetki').fill('eilen');
  await page.getByLabel('Toinen hetki').fill(today());
  await page.getByRole('button', { name: 'Vertaa' }).click();
  await expect(page.locator('#alku-virhe')).toContainText('Anna tapahtuman numero tai päivä');
  await expect(page.getByLabel('Ensimmäinen hetki')).toHaveValue('eilen');
  await expect(page.getByLabel('Toinen hetki')).toHaveValue(today());
  await accessible(page);
});
