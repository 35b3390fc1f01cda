// Every page in every state: read by axe, in a window as narrow as a telephone, and without scripts.
import { speak } from '../support/demo.js';
import { accessible, fits, named } from '../support/checks.js';
import { STATES, visit } from '../support/places.js';
import { expect, test } from '../support/test.js';

// 1280 pixels enlarged to 400 % are 320.
const NARROW = { width: 320, height: 640 };

for (const state of STATES) {
  test(`axe finds nothing and 320 pixels are enough: ${state.name}`, async ({ page, places }) => {
    await visit(page, places, state);
    await named(page, state.language ?? 'fi');
    await accessible(page);
    await page.setViewportSize(NARROW);
    await fits(page);
    // What is folded is looked at, too.
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await fits(page);
    await accessible(page);
  });
}

for (const language of ['sv', 'en']) {
  for (const state of STATES.filter((one) => one.main)) {
    test(`in ${language}: ${state.name}`, async ({ page, context, places }) => {
      await speak(context, language);
      await visit(page, places, state);
      await named(page, language);
      await accessible(page);
      await page.setViewportSize(NARROW);
      await fits(page);
      // A text that is missing would show its key.
      expect(await page.locator('body').innerText()).not.toMatch(/\b(refusal|filter|column|event|cause|label)-[a-z_]/);
    });
  }
}

test('the message of the outbox is a page without faults, too', async ({ page }) => {
  await page.goto('/demo/outbox');
  await page.setContent(await page.locator('iframe').first().getAttribute('srcdoc'));
  await accessible(page);
  await page.setViewportSize(NARROW);
  await fits(page);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  for (const state of STATES) {
    test(`nothing is missing: ${state.name}`, async ({ page, places }) => {
      await visit(page, places, state);
      await expect(page.locator('h1')).toHaveCount(1);
      // A button that only a script answers is not there.
      await expect(page.locator('button[type=button]:visible')).toHaveCount(0);
    });
  }
});
