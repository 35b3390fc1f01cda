// A provider's official asks OPH for what only OPH may do, and OPH decides with what is known of the numbers beside it.
import { KEEPER, PEOPLE, UNIVERSITY, open, speak } from '../support/demo.js';
import { withoutHetu } from '../support/arrivals.js';
import { accessible } from '../support/checks.js';
import { expect, test } from '../support/test.js';

const section = (page, act) => page.locator(`section[aria-labelledby="${act}-otsikko"]`);
const REQUESTS = '/henkilo-ui/pyynnot';

// The pages of the learners who stand in the list.
const listed = (page) =>
  page.locator('#lista tbody th a').evaluateAll((links) => links.map((link) => link.pathname));

test('two needless numbers are passivated in one request, and whoever asked reads the answer', async ({ page }) => {
  await open(page, UNIVERSITY);
  await withoutHetu(page, 2, PEOPLE.requests);
  const [one, other] = await listed(page);
  await page.goto(one);
  await expect(page.getByRole('link', { name: 'Passivointi' })).toHaveCount(0);
  await page.keyboard.press('p');
  await expect(page.locator('h1')).toHaveText('Pyyntö OPH:lle');
  // Those who are chosen in the list stand in the form.
  await page.goBack();
  await page.goBack();
  await page.locator('#lista input[type=checkbox]').nth(0).check();
  await page.locator('#lista input[type=checkbox]').nth(1).check();
  await page.getByRole('button', { name: 'Pyydä OPH:lta' }).click();
  await expect(page.locator('h1')).toHaveText('Pyyntö OPH:lle');
  const form = section(page, 'passivoi');
  await expect(form.getByLabel('Muut oppijat, joita sama pyyntö koskee')).toHaveValue(other.split('/').pop());
  await form.getByLabel('Perustelu omin sanoin').fill('Numerot ovat turhia');
  await form.getByRole('button').click();
  // What was typed stays, and the statement is missing.
  await expect(page.locator('#virheet')).toContainText('ettei numero ole käytössä muualla');
  await accessible(page);
  await expect(form.getByLabel('Perustelu omin sanoin')).toHaveValue('Numerot ovat turhia');
  await form.getByRole('checkbox').check();
  await form.getByRole('button').click();
  await expect(page.locator('.banner.success')).toContainText('Pyyntö on lähetetty OPH:lle.');
  const request = await page.getByRole('link', { name: /^Avoin pyyntö/ }).getAttribute('href');
  // The same is not asked twice: the open one is led to.
  await page.goto(`${other}/pyynto`);
  await form.getByLabel('Perustelu omin sanoin').fill('Toisen kerran');
  await form.getByRole('checkbox').check();
  await form.getByRole('button').click();
  await expect(page.locator('#virheet').getByRole('link', { name: /^Avaa pyyntö/ })).toHaveAttribute('href', request);

  await open(page, KEEPER, REQUESTS);
  await page.locator(`main a[href="${request}"]`).click();
  await expect(page.locator('main')).toContainText('Käyttöä muualla ei tiedetä');
  const accept = section(page, 'hyvaksy');
  await accept.getByRole('radio').first().check();
  await accept.getByRole('textbox').fill('Kukaan ei käytä numeroita');
  await accept.getByRole('button').click();
  await expect(page.locator('main')).toContainText('Pyynnöt, jotka sulkeutuvat');
  await accessible(page);
  await page.getByRole('button', { name: 'Hyväksy ja tee' }).click();
  await expect(page.locator('main .state')).toHaveText('Hyväksytty');

  await open(page, UNIVERSITY, REQUESTS);
  await page.locator(`main a[href="${request}"]`).click();
  await expect(page.locator('main')).toContainText('Kukaan ei käytä numeroita');
  await page.goto(other);
  const passivated = page.locator('#aikajana > li').filter({ hasText: 'Oppija passivoitiin' });
  await expect(passivated).toContainText('OPH:lta pyydettiin toimenpidettä');
});

test('a request is refused with a reason, and another one taken back, in Swedish', async ({ page, context }) => {
  await speak(context, 'sv');
  await open(page, UNIVERSITY);
  await withoutHetu(page, 1, PEOPLE.requests + 4);
  const [learner] = await listed(page);
  const ask = async () => {
    await page.goto(`${learner}/pyynto`);
    const form = section(page, 'tarkista');
    await form.getByRole('textbox').fill('Är namnet rätt?');
    await form.getByRole('button').click();
    return page.getByRole('link', { name: /^Öppen begäran/ }).getAttribute('href');
  };
  const refused = await ask();
  await open(page, KEEPER, refused);
  const refuse = section(page, 'hylkaa');
  await refuse.getByRole('button').click();
  await expect(page.getByRole('alert')).toContainText('Svaret saknas');
  await refuse.getByRole('textbox').fill('Utan personbeteckning kan DVV inte svara');
  await refuse.getByRole('button').click();
  await expect(page.locator('main .state')).toHaveText('Avslagen');
  await open(page, UNIVERSITY, refused);
  await expect(page.locator('main')).toContainText('Utan personbeteckning kan DVV inte svara');
  const again = await ask();
  await page.goto(again);
  await page.getByRole('button', { name: 'Ta tillbaka begäran' }).click();
  await expect(page.locator('main .state')).toHaveText('Tillbakatagen');
});

test('a request closes by itself when the learner is passivated another way', async ({ page }) => {
  await open(page, UNIVERSITY);
  await withoutHetu(page, 1, PEOPLE.requests + 7);
  const [learner] = await listed(page);
  await page.goto(`${learner}/pyynto`);
  const form = section(page, 'passivoi');
  await form.getByLabel('Perustelu omin sanoin').fill('Turha');
  await form.getByRole('checkbox').check();
  await form.getByRole('button').click();
  const request = await page.getByRole('link', { name: /^Avoin pyyntö/ }).getAttribute('href');
  await open(page, KEEPER, `${learner}/passivointi`);
  await page.getByRole('radio').first().check();
  await section(page, 'passivoi').getByRole('button').click();
  await expect(page.locator('main')).toContainText(`Pyyntö ${request.split('/').pop()}: Passivointi`);
  await page.getByRole('button', { name: 'Passivoi' }).click();
  await page.goto(request);
  await expect(page.locator('main .state')).toHaveText('Tehty muulla tavalla');
});
