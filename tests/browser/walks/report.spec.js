// Finding one's way in the report: searching, ordering, taking the rows along, changing the language, leaving.
import { readFile } from 'node:fs/promises';
import { MYSELF, REPORT, SIGN_IN, UNIVERSITY, open } from '../support/demo.js';
import { expect, test } from '../support/test.js';

const names = (page) => page.locator('#lista tbody th a');

function walks() {
  test('a name is found, and does not stand in the address', async ({ page }) => {
    await open(page, UNIVERSITY);
    const name = (await names(page).first().textContent()).split(',')[0];
    await page.getByLabel('Hae henkilöitä').fill(name);
    await page.getByRole('button', { name: 'Hae' }).click();
    await expect(names(page).first()).toContainText(name);
    expect(decodeURIComponent(page.url())).not.toContain(name);
    await expect(page.getByLabel('Hae henkilöitä')).toHaveValue(name);
    // Nobody has such a name: it is said, with a way out.
    await page.getByLabel('Hae henkilöitä').fill('Eikukaanlainen');
    await page.getByRole('button', { name: 'Hae' }).click();
    await expect(page.locator('#lista')).toContainText('Yksikään virhe ei vastaa');
    await page.getByRole('link', { name: 'Tyhjennä rajaukset' }).click();
    await expect(names(page).first()).toBeVisible();
  });

  test('imports are ordered by a column, and the other way round', async ({ page }) => {
    await open(page, UNIVERSITY, `${REPORT}?nakyma=kooste`);
    const total = page.getByRole('columnheader', { name: 'Yhteensä' });
    const counts = () => page.locator('#lista tbody tr td:nth-child(4)').allTextContents();
    await total.getByRole('link').click();
    await expect(total).toHaveAttribute('aria-sort', 'descending');
    const falling = (await counts()).map(Number);
    expect(falling).toEqual([...falling].sort((one, other) => other - one));
    await total.getByRole('link').click();
    await expect(total).toHaveAttribute('aria-sort', 'ascending');
    expect((await counts()).map(Number)).toEqual([...falling].reverse());
  });

  test('the crumb of a learner leads back to the list as it was narrowed and ordered', async ({ page }) => {
    await open(page, UNIVERSITY);
    await page.locator('#lista thead th').nth(1).getByRole('link').click();
    await expect(page.locator('#lista thead th[aria-sort]')).toHaveCount(1);
    const query = () => [...new URL(page.url()).searchParams].sort();
    const [list, first] = [query(), await names(page).first().textContent()];
    expect(list).not.toEqual([]);
    await names(page).first().click();
    await page.getByRole('navigation', { name: 'Murupolku' }).getByRole('link', { name: 'Tuontiraportti' }).click();
    await expect(names(page).first()).toHaveText(first);
    expect(query()).toEqual(list);
  });

  test('every error is on exactly one page of the list', async ({ page }) => {
    await open(page, UNIVERSITY);
    const failed = Number(await page.locator('#luvut dd').nth(1).textContent());
    const seen = [];
    for (;;) {
      seen.push(...(await names(page).evaluateAll((links) => links.map((link) => link.href))));
      const next = page.getByRole('link', { name: 'Seuraava' });
      if (!(await next.count())) break;
      await next.click();
    }
    expect(seen.length).toBe(failed);
    expect(new Set(seen).size).toBe(failed);
  });

  test('a day of the past is shown until one goes back to now', async ({ page }) => {
    await open(page, UNIVERSITY);
    await page.getByText('Näytä raportti päivältä').click();
    await page.getByLabel('Päivä', { exact: true }).fill('2020-01-31');
    await page.getByRole('button', { name: 'Näytä', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('31.1.2020');
    await expect(page.locator('#luvut dd').last()).toHaveText(/^0 nyt [1-9]/);
    await page.getByRole('link', { name: 'Takaisin nykyhetkeen' }).click();
    await expect(page.locator('#luvut dd').last()).not.toHaveText('0');
  });

  test('the first learner is five keys away from the top of the page', async ({ page }) => {
    await open(page, UNIVERSITY);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Siirry oppijoihin' })).toBeInViewport();
    for (const key of ['Enter', 'Tab', 'Tab']) await page.keyboard.press(key);
    await expect(names(page).first()).toBeFocused();
  });

  test('ten learners stand above the fold, each on a line, and what to do stands once', async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, UNIVERSITY);
    const rows = await page.locator('#lista tbody tr').evaluateAll((all) => all.map((row) => row.getBoundingClientRect()));
    expect(rows.filter((row) => row.bottom <= 800).length).toBeGreaterThanOrEqual(10);
    expect(Math.max(...rows.map((row) => row.height))).toBeLessThanOrEqual(50);
  });

  test('the list is sorted by a name, and by cause each has its count and what to do', async ({ page }) => {
    await open(page, UNIVERSITY);
    const name = page.getByRole('columnheader', { name: 'Nimi' });
    await name.getByRole('link').click();
    await expect(name).toHaveAttribute('aria-sort', 'ascending');
    const sorted = await names(page).allTextContents();
    expect(sorted).toEqual([...sorted].sort((one, other) => one.localeCompare(other, 'fi')));
    await page.getByRole('link', { name: 'Syittäin' }).click();
    const group = page.locator('.group').filter({ hasText: 'Hetu puuttuu' });
    await expect(group).toContainText('Selvitä, onko oppijalla hetu');
    await group.getByRole('link', { name: /^Näytä kaikki/ }).click();
    await expect(page).toHaveURL(/syy=no_hetu/);
  });

  test('from a learner one goes on to the next and back, in the order of the list', async ({ page }) => {
    await open(page, UNIVERSITY);
    await page.getByRole('columnheader', { name: 'Nimi' }).getByRole('link').click();
    const [first, second] = await names(page).allTextContents();
    await names(page).first().click();
    await expect(page.locator('h1')).toHaveText(first);
    await page.getByRole('link', { name: 'Seuraava oppija' }).click();
    await expect(page.locator('h1')).toHaveText(second);
    await page.getByRole('link', { name: 'Edellinen oppija' }).click();
    await expect(page.locator('h1')).toHaveText(first);
    await page.getByRole('link', { name: 'Takaisin luetteloon' }).click();
    await expect(names(page).first()).toHaveText(first);
  });

  test('filters are kept under a name and found again', async ({ page }) => {
    await open(page, UNIVERSITY, `${REPORT}?syy=no_hetu`);
    await page.getByText('Omat rajaukset').click();
    await page.getByLabel('Tallenna nykyiset rajaukset nimellä').fill('Hetuttomat');
    await page.getByRole('button', { name: 'Tallenna' }).click();
    await page.goto(REPORT);
    await page.getByText('Omat rajaukset').click();
    await page.getByRole('link', { name: 'Hetuttomat' }).click();
    await expect(page.locator('#syy')).toHaveValue('no_hetu');
  });

  test('a learner is found by a name, and at once by a number', async ({ page, places }) => {
    await open(page, UNIVERSITY, places.identified);
    const name = await page.locator('h1').textContent();
    const oid = places.identified.split('/').pop();
    await page.getByRole('link', { name: 'Oppijahaku', exact: true }).click();
    await page.getByLabel('Hae oppijaa').fill(name.replace(',', ''));
    await page.getByRole('button', { name: 'Hae' }).click();
    await expect(page.locator('#lista tbody')).toContainText(oid);
    expect(decodeURIComponent(page.url())).not.toContain(name.split(',')[0]);
    await page.getByLabel('Hae oppijaa').fill(oid);
    await page.getByRole('button', { name: 'Hae' }).click();
    await expect(page.locator('h1')).toHaveText(name);
  });

  test('the rows of an import are taken along as CSV', async ({ page, places }) => {
    await open(page, UNIVERSITY, places.conflicts);
    const total = Number(await page.locator('#luvut .figures dd').first().textContent());
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Lataa rivit CSV-tiedostona' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/);
    expect(lines[0].replace('\uFEFF', '')).toMatch(/^tunniste[;,]oid[;,]oppijanumero[;,]state$/);
    expect(lines.length).toBe(total + 1);
    // Numbers and the sender's own references: nobody's name, nobody's hetu.
    for (const line of lines.slice(1)) expect(line).toMatch(/^[^;,]*[;,][\d.]*[;,][\d.]*[;,](successful|in_progress|failed|refused)$/);
  });

  test('changing the language keeps the place', async ({ page, places }) => {
    await open(page, UNIVERSITY, `${REPORT}?syy=no_hetu`);
    await page.getByRole('link', { name: 'Seuraava' }).click();
    await expect(page).toHaveURL(/jalkeen=/);
    const [place, first] = [page.url(), await names(page).first().textContent()];
    await page.getByRole('link', { name: 'Svenska' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
    expect(page.url()).toBe(place);
    await expect(names(page).first()).toHaveText(first);
    await expect(page.locator('#syy')).toHaveValue('no_hetu');
    // It is remembered on the next page.
    await page.goto(places.entry);
    await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
    await page.getByRole('link', { name: 'English' }).click();
    await expect(page).toHaveURL(places.entry);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });

  test('changing the language on the way in leads to the page wanted all the same', async ({ page, places }) => {
    await page.goto(places.conflicts);
    await page.getByRole('link', { name: 'Svenska' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logga in');
    await page.getByRole('button', { name: UNIVERSITY }).click();
    await expect(page).toHaveURL(places.conflicts);
  });

  test('changing the language on my own page stays there', async ({ page }) => {
    await open(page, UNIVERSITY, MYSELF);
    await page.getByRole('link', { name: 'Svenska' }).click();
    await expect(page).toHaveURL(MYSELF);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Egna uppgifter');
  });

  test('who has signed out sees nothing more, not by going back either', async ({ page }) => {
    await open(page, UNIVERSITY);
    await page.getByRole('button', { name: 'Kirjaudu ulos' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Olet kirjautunut ulos');
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(SIGN_IN));
    await page.goto(REPORT);
    await expect(page).toHaveURL(new RegExp(SIGN_IN));
  });
}

walks();

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  walks();
});
