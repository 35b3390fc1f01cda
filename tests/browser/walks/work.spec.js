// Officials work through the error list with the keyboard alone, and what they typed is never lost.
import { KEEPER, PEOPLE, REPORT, UNIVERSITY, open, slowRegister, usualRegister } from '../support/demo.js';
import { SOON, withoutHetu } from '../support/arrivals.js';
import { accessible, tabTo } from '../support/checks.js';
import { expect, test } from '../support/test.js';

test.afterEach(() => usualRegister());

test('a learner gets their hetu by keyboard, is identified before one’s eyes, and one key leads to the next', async ({ page }) => {
  await open(page, UNIVERSITY);
  const hetus = await withoutHetu(page, 2, PEOPLE.work);
  await slowRegister(3_000);
  await tabTo(page, page.locator('#lista tbody th a').first());
  const first = await page.locator(':focus').innerText();
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toHaveText(first);
  await page.keyboard.press('h');
  await expect(page.locator('h1')).toHaveText('Henkilötunnus');
  await tabTo(page, page.getByLabel('Henkilötunnus (pakollinen)', { exact: true }));
  // The keys are letters like any other where somebody types.
  await page.keyboard.type('jkl?');
  await expect(page.getByLabel('Henkilötunnus (pakollinen)', { exact: true })).toHaveValue('jkl?');
  await page.keyboard.press('Enter');
  await expect(page.locator('#virheet')).toBeVisible();
  await tabTo(page, page.getByLabel('Henkilötunnus (pakollinen)', { exact: true }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(hetus.get(first));
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toHaveText(first);
  await page.evaluate(() => (window.untouched = true));
  const state = page.getByRole('region', { name: 'Tila' });
  await expect(state).toContainText('Kesken');
  await expect(state).toContainText('Yksilöity VTJ:stä', SOON);
  expect(await page.evaluate(() => window.untouched), 'without a reload').toBe(true);
  await expect(page.locator('#kerrottu')).toContainText('Yksilöity VTJ:stä');
  // What belongs to a learner without the register's word is no longer offered.
  await expect(page.locator('#teot a[href*="/hetu"]')).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(page.locator('h1')).not.toHaveText(first);
  await page.keyboard.press('l');
  await expect(page.locator('#lista tbody tr')).toHaveCount(1);
  await page.keyboard.press('o');
  await expect(page.locator('main')).toContainText(first);
});

test('the keys are listed, and can be turned off', async ({ page }) => {
  await open(page, UNIVERSITY);
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Pikanäppäimet' });
  await expect(list).toBeVisible();
  await accessible(page);
  await list.getByRole('button', { name: 'Pikanäppäimet pois käytöstä' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await page.keyboard.press('?');
  await expect(list).toBeHidden();
  await expect(page).toHaveURL(new RegExp(REPORT));
  await page.getByRole('button', { name: 'Pikanäppäimet (?)' }).click();
  await list.getByRole('button', { name: 'Pikanäppäimet pois käytöstä' }).click();
  await list.getByRole('button', { name: 'Sulje' }).click();
  await page.keyboard.press('/');
  await expect(page.locator('#haku')).toBeFocused();
});

test('what was typed comes back after signing in again', async ({ page, places, context }) => {
  await open(page, UNIVERSITY, `${places.noHetu}/muokkaa`);
  await page.getByLabel('Perustelu omin sanoin').fill('Passi nähty, sukunimi tarkistettu');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Tallenna' }).click();
  await expect(page.locator('h1')).toHaveText('Istunto on päättynyt');
  await accessible(page);
  const other = await context.newPage();
  await open(other, UNIVERSITY);
  await page.getByRole('button', { name: 'Jatka' }).click();
  await expect(page.getByLabel('Perustelu omin sanoin')).toHaveValue('Passi nähty, sukunimi tarkistettu');
});

test('several are made passive in one act, and it is taken back', async ({ page }) => {
  await open(page, KEEPER);
  await withoutHetu(page, 2, PEOPLE.work + 10);
  await page.locator('#lista input[type=checkbox]').nth(0).check();
  await page.locator('#lista input[type=checkbox]').nth(1).check();
  await page.getByRole('button', { name: 'Passivoi' }).click();
  await expect(page.locator('h1')).toHaveText('Passivoi valitut oppijat');
  await accessible(page);
  await page.getByLabel('Testihenkilö, ei luonnollinen henkilö').check();
  await page.getByRole('button', { name: 'Näytä, mitä muuttuu' }).click();
  await expect(page.locator('main')).toContainText('Testihenkilö, ei luonnollinen henkilö');
  await page.getByRole('button', { name: 'Passivoi kaikki' }).click();
  await expect(page.locator('#ilmoitus')).toHaveText('2 oppijaa passivoitiin.');
  await page.keyboard.press('o');
  await page.locator('main a[href*="/peru?"]').first().click();
  await expect(page.locator('h1')).toHaveText('Tapahtuman peruminen');
  // What was done in one act is offered in words, all of it chosen.
  const events = page.getByRole('checkbox', { name: /^Oppija passivoitiin/ });
  await expect(events).toHaveCount(2);
  await expect(events.nth(0)).toBeChecked();
  await expect(events.nth(1)).toBeChecked();
  await accessible(page);
  await page.locator('main [name=words]').fill('Valittiin väärät oppijat');
  await page.getByRole('button', { name: 'Näytä, mikä muuttuu' }).click();
  await page.getByRole('button', { name: 'Peru tapahtumat' }).click();
  await expect(page.locator('#aikajana .undone').first()).toContainText('Ei ole enää voimassa');
  await accessible(page);
});

test('a key leads from the top of the list to its first learner, and what is wrong is where one goes on from', async ({ page }) => {
  await open(page, UNIVERSITY);
  const first = await page.locator('#lista tbody th a').first().innerText();
  await page.keyboard.press('j');
  await expect(page.locator('h1')).toHaveText(first);
  await withoutHetu(page, 1, PEOPLE.work + 8);
  await page.keyboard.press('j');
  await expect(page.locator('#teot')).toBeVisible();
  await page.keyboard.press('h');
  await page.getByRole('button', { name: 'Lisää henkilötunnus' }).click();
  await expect(page.locator('#virheet')).toBeFocused();
  await expect(page).toHaveTitle(/^Virhe: /);
});

test('learners are chosen from the list by cause, which is sorted by its headings', async ({ page }) => {
  await open(page, KEEPER);
  await withoutHetu(page, 2, PEOPLE.work + 14);
  await page.getByRole('link', { name: 'Syittäin' }).click();
  const group = page.locator('section.group');
  await expect(group).toHaveCount(1);
  await group.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Merkitse siirretyiksi OPH:lle' }).click();
  await expect(page.locator('#ilmoitus')).toBeVisible();
  await expect(page).toHaveURL(/ryhmat=syy/);
  await expect(group.locator('.flag.over')).toHaveCount(1);
  await group.getByRole('link', { name: 'OID' }).click();
  await expect(group.locator('th[aria-sort=ascending]')).toHaveText(/OID/);
  const oids = await group.locator('.oid').allInnerTexts();
  expect(oids).toEqual([...oids].sort());
  await accessible(page);
  // The marked learner stands first or last, as the numbers were drawn: both are looked at.
  await group.getByRole('link', { name: 'OID' }).click();
  await expect(group.locator('th[aria-sort=descending]')).toHaveText(/OID/);
  await accessible(page);
});
