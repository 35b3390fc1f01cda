// Learners who have just been sent in and stand in the error list.
import { expect } from '@playwright/test';
import { REPORT, learners, send } from './demo.js';

export const SOON = { timeout: 30_000 };

// Sends an import, goes to its errors, and returns when all of its learners are there.
export async function arrive(page, body) {
  const number = await send(body);
  await page.goto(`${REPORT}?tuonti=${number}`);
  await expect(async () => {
    await page.reload();
    await expect(page.locator('#lista tbody tr')).toHaveCount(body.henkilot.length, { timeout: 100 });
  }).toPass(SOON);
}

// Learners of whom the register knows the hetu that is not sent: hetus by name.
export async function withoutHetu(page, rows, firstPerson, more = {}) {
  const body = learners(rows, firstPerson);
  const hetus = body.henkilot.map(({ henkilo }, n) => {
    const { hetu, sukunimi, etunimet } = henkilo;
    const passinumero = `XW${firstPerson + n}77`;
    Object.assign(henkilo, { hetu: null, passinumero, kansalaisuus: [{ koodi: '752' }], ...more });
    return [`${sukunimi}, ${etunimet}`, hetu];
  });
  await arrive(page, body);
  return new Map(hetus);
}
