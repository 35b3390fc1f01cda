// Possible duplicates are decided with the keyboard alone, two keys each, and a third takes the decision back.
import { KEEPER, PEOPLE, learners, open, send, speak } from '../support/demo.js';
import { SOON } from '../support/arrivals.js';
import { accessible, focusSeen } from '../support/checks.js';
import { expect, test } from '../support/test.js';

const QUEUE = '/henkilo-ui/duplikaatit';

// A learner without a hetu, who comes a second time with a passport of another country.
async function twice() {
  for (const passinumero of ['XW90001', 'YK90002']) {
    const body = learners(1, PEOPLE.queue);
    const born = { hetu: null, sahkoposti: null, syntymaaika: '2001-05-17', sukupuoli: { koodi: '2' }, kansalaisuus: [{ koodi: '752' }] };
    body.henkilot[0].tunniste = passinumero;
    Object.assign(body.henkilot[0].henkilo, { passinumero, ...born });
    await send(body);
  }
}

const records = (page) => page.locator('main thead .oid').allInnerTexts();
const told = (page) => page.locator('main .banner[role=status]');

test('a pair is told apart, linked, and both taken back, in Swedish', async ({ page, context }) => {
  await speak(context, 'sv');
  await twice();
  await open(page, KEEPER, QUEUE);
  await expect(async () => {
    await page.reload();
    await expect(page.locator('main .review')).toBeVisible({ timeout: 100 });
  }).toPass(SOON);
  await accessible(page);
  // The demo has pairs of its own, in which both have a hetu: they are left for later.
  await expect(async () => {
    if (await page.locator('input[name=hetu]').count()) {
      for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    }
    await expect(page.locator('input[name=hetu]')).toHaveCount(0, { timeout: 1_000 });
  }).toPass(SOON);
  const pair = await records(page);
  const decisions = [['ArrowDown', 'Enter'], ['Space', 'Enter']];
  for (const keys of decisions) {
    // The first choice has the focus without a key.
    await expect(page.locator('input[name=decision][value=same]')).toBeFocused();
    await focusSeen(page);
    for (const key of keys) await page.keyboard.press(key);
    await expect(told(page)).toBeVisible();
    expect(await records(page)).not.toEqual(pair);
    await accessible(page);
    await page.keyboard.press('z');
    await expect(page.locator('main thead .oid').first()).toHaveText(pair[0]);
    expect(await records(page)).toEqual(pair);
  }
});
