// Who may see and do what, and what those are told who may not.
import { ACCESS, AUDITOR, KEEPER, MYSELF, REPORT, SCHOOL, UNIVERSITY, open } from '../support/demo.js';
import { expect, test } from '../support/test.js';

const checked = 'Merkitse tarkistetuksi';
const numbers = (page) => page.locator('#lista tbody th a').evaluateAll((links) => links.map((link) => link.pathname));
const conflicts = (places) => `${places.conflicts}?nakyma=ristiriidat`;

// Sends the form that the page does not offer, with the token of the one it does.
async function post(page, address, form = {}) {
  const csrf = await page.locator('.person input[name=csrf]').getAttribute('value');
  return page.request.post(address, { form: { csrf, ...form }, maxRedirects: 0 });
}

test("the university's official sees no import of the school and is told which right is missing", async ({ page, places }) => {
  await open(page, UNIVERSITY, `${REPORT}?nakyma=kooste`);
  expect(await numbers(page)).not.toContain(places.schools);
  expect(await numbers(page)).toContain(places.conflicts);
  const answer = await page.goto(places.schools);
  expect(answer.status()).toBe(403);
  await expect(page.locator('main')).toContainText('OPPIJOIDENTUONTI');
  await expect(page.locator('main')).toContainText('pyydä oikeutta organisaatiosi pääkäyttäjältä');
  expect((await page.request.get(`${places.schools}.csv`)).status()).toBe(403);
  // Nor are its learners in anything that can be asked for.
  await page.goto(`${REPORT}?tuonti=${places.schools.split('/').pop()}`);
  await expect(page.locator('#lista tbody tr')).toHaveCount(0);
});

test("the school's official sees the school's imports alone", async ({ page, places }) => {
  await open(page, SCHOOL, `${REPORT}?nakyma=kooste`);
  expect(await numbers(page)).toContain(places.schools);
  expect(await numbers(page)).not.toContain(places.conflicts);
  expect((await page.goto(places.conflicts)).status()).toBe(403);
});

test("another organisation's learner is told like an unknown one, and not even named", async ({ page, places }) => {
  await open(page, SCHOOL, places.schoolsLearner);
  const name = await page.locator('h1').textContent();
  await page.context().clearCookies();
  await open(page, UNIVERSITY);
  const answer = await page.goto(places.schoolsLearner);
  expect(answer.status()).toBe(404);
  expect(await answer.text()).not.toContain(name);
  const told = await page.locator('main').textContent();
  expect((await page.goto('/henkilo-ui/oppija/1.2.246.562.24.00000000001')).status()).toBe(404);
  expect(await page.locator('main').textContent()).toBe(told);
  await expect(page.locator('main')).toContainText('OPPIJOIDENTUONTI');
});

test('what was sent is shown to those alone who have a right to it', async ({ page, places }) => {
  await open(page, UNIVERSITY, conflicts(places));
  await expect(page.locator('.conflict')).toHaveCount(0);
  await expect(page.locator('main')).toContainText('TUONTIDATA_READ, REKISTERINPITAJA, REKISTERINPITAJA_READ');
  await page.context().clearCookies();
  await open(page, SCHOOL);
  expect((await post(page, `${places.conflicts}/ristiriidat/0`)).status()).toBe(403);
});

test('the auditor reads everything and changes nothing', async ({ page, places }) => {
  await open(page, AUDITOR, conflicts(places));
  await expect(page.locator('.conflict').first()).toBeVisible();
  const before = await page.locator('#luvut').textContent();
  for (const row of await page.locator('.conflict h3').evaluateAll((all) => all.map((one) => one.id.split('-').pop()))) {
    expect((await post(page, `${places.conflicts}/ristiriidat/${row}`)).status()).toBe(403);
  }
  await page.reload();
  expect(await page.locator('#luvut').textContent()).toBe(before);
});

test('the auditor is offered no button that would be refused', async ({ page, places }) => {
  await open(page, AUDITOR, conflicts(places));
  await expect(page.locator('.conflict').first()).toBeVisible();
  await expect(page.getByRole('button', { name: checked })).toHaveCount(0);
});

test('the keeper notes a conflict as checked, and who did it stands there', async ({ page, places }) => {
  await open(page, KEEPER, conflicts(places));
  const buttons = page.getByRole('button', { name: checked });
  const left = await buttons.count();
  await buttons.first().click();
  await expect(page.getByRole('status')).toContainText('merkitty tarkistetuksi');
  await expect(buttons).toHaveCount(left - 1);
  await expect(page.locator('.conflict .checked').first()).toContainText(/Tarkistettu .*\d/);
});

test('a form of another session changes nothing', async ({ page, places }) => {
  await open(page, KEEPER, conflicts(places));
  const answer = await post(page, `${places.conflicts}/ristiriidat/0`, { csrf: 'AAAA' });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain('Lomake on vanhentunut');
});

test('the access register tells the auditor who looked at whom, and nobody else', async ({ page, places }) => {
  const oid = places.identified.split('/').pop();
  await open(page, UNIVERSITY, places.identified);
  expect((await page.goto(ACCESS)).status()).toBe(403);
  await page.context().clearCookies();
  await open(page, AUDITOR, ACCESS);
  await page.locator('#oppija').fill(oid);
  await page.getByRole('button', { name: 'Hae' }).click();
  await expect(page.locator('main table tbody tr').first()).toContainText(oid);
});

test('my own page says what I may do', async ({ page }) => {
  await open(page, UNIVERSITY, MYSELF);
  await expect(page.locator('main')).toContainText('Lumijoen yliopisto: OPPIJOIDENTUONTI');
  await expect(page.getByRole('banner')).toContainText(UNIVERSITY);
});
