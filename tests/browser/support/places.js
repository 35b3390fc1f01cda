// Where the sample imports and learners stand, and every page and state that there is to look at.
import { expect } from '@playwright/test';
import { ACCESS, AUDITOR, KEEPER, MYSELF, OUTBOX, REPORT, SCHOOL, SIGN_IN, UNIVERSITY, open } from './demo.js';

const HELP = '/henkilo-ui/ohjeet';
const REVIEW = '/henkilo-ui/duplikaatit';
const REQUESTS = '/henkilo-ui/pyynnot';

// The addresses that differ from one demo to another, as the keeper finds them.
export async function find(page) {
  const first = async (address, link) => {
    await page.goto(address);
    return (await page.locator(link).first().getAttribute('href')).split('?')[0];
  };
  const sent = (who) => `${REPORT}?nakyma=kooste&kasittelija=${who}&jarjestys=numero`;
  const learner = '#lista tbody th a, #lista tbody td[role=cell] a[href^="/henkilo-ui/oppija/"]';
  await open(page, KEEPER);
  // An import is a sample like any other once the register has said everything about it.
  await expect(async () => {
    await page.goto(`${REPORT}?nakyma=kooste`);
    await expect(page.locator('#paivitys')).toHaveCount(0, { timeout: 100 });
    await expect(page.locator('#lista tbody tr').nth(4)).toBeVisible({ timeout: 100 });
  }).toPass();
  const conflicts = await first(`${REPORT}?nakyma=kooste&kasittelija=Lumijo&jarjestys=ristiriidat`, '#lista tbody th a');
  const schools = await first(sent('Kuusi'), '#lista tbody th a');
  const identified = await first(`${conflicts}?tila=successful`, learner);
  // A request that stays open: the university's official asks, unless one of them did before.
  const request = async (address) => {
    await open(page, UNIVERSITY, REQUESTS);
    const own = page.locator('main tbody th a');
    if (!(await own.count())) {
      await page.goto(`${address}/pyynto`);
      const form = page.locator('section[aria-labelledby="tarkista-otsikko"]');
      await form.locator('textarea').fill('Onko sukunimi oikein?');
      await form.getByRole('button').click();
      // Said to be open already, it is another worker's, and stands in the list all the same.
      await expect(page.locator('.banner').first()).toBeVisible();
      await page.goto(REQUESTS);
    }
    const found = await own.last().getAttribute('href');
    await open(page, KEEPER);
    return found;
  };
  return {
    request: await request(identified),
    conflicts,
    schools,
    firstImport: await first(`${REPORT}?nakyma=kooste&kasittelija=Lumijo&jarjestys=numero&suunta=nouseva`, '#lista tbody th a'),
    identified,
    noHetu: await first(`${REPORT}?syy=no_hetu`, learner),
    clearlyDifferent: await first(`${REPORT}?syy=names_clearly_different`, learner),
    schoolsLearner: await first(`${schools}?tila=successful`, learner),
    entry: await (async () => {
      await page.goto(identified);
      return page.locator('#aikajana .links a[href*="tapahtuma="]:not([href*="/peru"]):not([href*="/vaikutukset"])').last().getAttribute('href');
    })(),
  };
}

const state = (name, who, address, more = {}) => ({ name, who, address, status: 200, ...more });
const at = (address) => () => address;

// Every page in every state. Those that are `main` are looked at in all three languages.
export const STATES = [
  state('signing in', null, at(SIGN_IN), { main: true }),
  state('the outbox', null, at(OUTBOX), { language: 'en' }),
  state('signed out', null, at('/henkilo-ui/kirjaudu-ulos')),
  state('my own page', UNIVERSITY, at(MYSELF), { main: true }),
  state('errors', UNIVERSITY, at(REPORT), { main: true }),
  state('errors, the second page', UNIVERSITY, at(REPORT), { then: 'a[rel=next]' }),
  state('errors of one cause', UNIVERSITY, at(`${REPORT}?syy=no_hetu`)),
  state('errors by name', UNIVERSITY, at(`${REPORT}?jarjestys=nimi`)),
  state('errors by cause', UNIVERSITY, at(`${REPORT}?ryhmat=syy`), { main: true }),
  state('the overview', UNIVERSITY, at('/henkilo-ui/yleiskuva'), { main: true }),
  state('the overview of all organisations', KEEPER, at('/henkilo-ui/yleiskuva')),
  state('finding a learner', UNIVERSITY, at('/henkilo-ui/oppijahaku'), { main: true }),
  state('a learner who was found', KEEPER, (p) => `/henkilo-ui/oppijahaku?haku=${p.identified.split('/').pop()}`, { main: true }),
  state('errors, none that match', UNIVERSITY, at(`${REPORT}?syy=hetu_passive&ika=7`)),
  state('errors, none at all', SCHOOL, at(`${REPORT}?paiva=2020-01-31`)),
  state('errors as of a day', UNIVERSITY, at(`${REPORT}?paiva=2020-01-31`), { main: true }),
  state('errors, a day and an import that are none', UNIVERSITY, at(`${REPORT}?paiva=eilen&tuonti=ei-numero`)),
  state('errors of all organisations', KEEPER, at(REPORT)),
  state('imports', UNIVERSITY, at(`${REPORT}?nakyma=kooste`), { main: true }),
  state('imports, sorted', UNIVERSITY, at(`${REPORT}?nakyma=kooste&jarjestys=virheet`)),
  state('imports, none that match', UNIVERSITY, at(`${REPORT}?nakyma=kooste&kasittelija=zzz`)),
  state('an import: rows', UNIVERSITY, (p) => p.conflicts, { main: true }),
  state('an import: rows that were not sent', UNIVERSITY, (p) => `${p.firstImport}?nakyma=lahettamatta`, { main: true }),
  state('an import: failed rows', UNIVERSITY, (p) => `${p.conflicts}?tila=failed`),
  state('an import: no such rows', UNIVERSITY, (p) => `${p.conflicts}?tila=in_progress`),
  state('an import: conflicts', KEEPER, (p) => `${p.conflicts}?nakyma=ristiriidat`, { main: true }),
  state('an import: conflicts, none of the kind', KEEPER, (p) => `${p.conflicts}?nakyma=ristiriidat&laji=hetu_differs`),
  state('an import: conflicts without the right', UNIVERSITY, (p) => `${p.conflicts}?nakyma=ristiriidat`, { main: true }),
  state('a learner who failed', UNIVERSITY, (p) => p.clearlyDifferent, { main: true }),
  state('a learner without hetu', UNIVERSITY, (p) => p.noHetu),
  state('a learner who is identified', UNIVERSITY, (p) => p.identified, { main: true }),
  state('a learner as it stood at an entry', UNIVERSITY, (p) => p.entry, { main: true }),
  state('a learner as the auditor sees them', AUDITOR, (p) => p.identified),
  state("a learner's hetu", UNIVERSITY, (p) => `${p.clearlyDifferent}/hetu`, { main: true }),
  state("a learner's details", UNIVERSITY, (p) => `${p.noHetu}/muokkaa`, { main: true }),
  state('details of whom the register confirmed', UNIVERSITY, (p) => `${p.identified}/muokkaa`),
  state('identifying by hand', UNIVERSITY, (p) => `${p.noHetu}/yksiloi`, { main: true }),
  state('asking the register', UNIVERSITY, (p) => `${p.clearlyDifferent}/yksiloi`),
  state('revoking an identification', KEEPER, (p) => `${p.identified}/yksiloi`),
  state('the comparison with the register', UNIVERSITY, (p) => `${p.clearlyDifferent}/vtj`, { main: true }),
  state('refreshing from the register', KEEPER, (p) => `${p.identified}/vtj`),
  state('passivation', KEEPER, (p) => `${p.noHetu}/passivointi`, { main: true }),
  state('possible duplicates', KEEPER, (p) => `${p.noHetu}/duplikaatit`),
  state('merging with another learner', KEEPER, (p) => `${p.identified}/yhdistaminen`, { main: true }),
  state('the review queue', KEEPER, at(REVIEW), { main: true }),
  state('the review queue: no identical learners', KEEPER, at(`${REVIEW}?samat=1`), { main: true }),
  state('a request: asking for something', UNIVERSITY, (p) => `${p.identified}/pyynto`, { main: true }),
  state('a request as its asker sees it', UNIVERSITY, (p) => p.request, { main: true }),
  state('a request as the keeper sees it', KEEPER, (p) => p.request, { main: true }),
  state('open requests', KEEPER, at(REQUESTS), { main: true }),
  state('my own requests', UNIVERSITY, at(REQUESTS), { main: true }),
  state('my own requests, none', SCHOOL, at(REQUESTS)),
  state('no such request', UNIVERSITY, at(`${REQUESTS}/999999999`), { status: 404 }),
  state('help on requests', null, at(`${HELP}/requests`), { main: true }),
  state('what I did', UNIVERSITY, at('/henkilo-ui/omat-toimet'), { main: true }),
  state('help on working through the list', null, at(`${HELP}/work`), { main: true }),
  state('the access register', AUDITOR, at(ACCESS), { main: true }),
  state('acknowledged changes', AUDITOR, at('/henkilo-ui/muutosten-kuittaukset'), { main: true }),
  state('acknowledged changes, an event that is none', AUDITOR, at('/henkilo-ui/muutosten-kuittaukset?tapahtuma=x')),
  state('the access register with lists', AUDITOR, at(`${ACCESS}?luettelot=1`)),
  state('the access register: refusals', AUDITOR, at(`${ACCESS}?nakyma=evatyt`)),
  state('the access register: none that match', AUDITOR, at(`${ACCESS}?katsoja=zzz`)),
  state('the access register: a learner that is none', AUDITOR, at(`${ACCESS}?oppija=zzz`)),
  state('the access register without the right', UNIVERSITY, at(ACCESS), { status: 403 }),
  state('help on the report', null, at(`${HELP}/import-report`), { main: true }),
  state('help on a cause, signed in', UNIVERSITY, at(`${HELP}/names-clearly-different`)),
  state("another organisation's import", UNIVERSITY, (p) => p.schools, { status: 403, main: true }),
  state("another organisation's learner", UNIVERSITY, (p) => p.schoolsLearner, { status: 404 }),
  state('no such page', UNIVERSITY, at('/henkilo-ui/ei-mitaan'), { status: 404, main: true }),
  state('no such import', UNIVERSITY, at(`${REPORT}/999999999`), { status: 404 }),
  state('no such learner', UNIVERSITY, at('/henkilo-ui/oppija/1.2.246.562.24.00000000001'), { status: 404 }),
];

// Goes there, signing in when that is needed.
export async function visit(page, places, { who, address, then, status }) {
  if (who) await open(page, who, MYSELF);
  const answer = await page.goto(address(places));
  expect(answer.status()).toBe(status);
  if (then) {
    await page.locator(then).click();
    await page.waitForURL(/kohta=|jalkeen=/);
  }
}
