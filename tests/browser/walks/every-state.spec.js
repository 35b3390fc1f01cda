// Every page in every state: read by axe, in a window as narrow as a telephone, and without scripts.
import { speak } from '../support/demo.js';
import { accessible, fits, named } from '../support/checks.js';
import { STATES, visit } from '../support/places.js';
import { expect, test } from '../support/test.js';

// 1280 pixels enlarged to 400 % are 320.
const NARROW = { width: 320, height: 640 };

for (const state of STATES) {
  test(`axe finds nothing: ${state.name}`, async ({ page, places }) => {
    await visit(page, places, state);
    await named(page, state.own ? 'en' : 'fi');
    await accessible(page);
  });

  test(`fits 320 pixels: ${state.name}`, async ({ page, places }) => {
    await page.setViewportSize(NARROW);
    await visit(page, places, state);
    await fits(page);
    // What is folded is unfolded, too.
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await fits(page);
  });
}

for (const language of ['sv', 'en']) {
  for (const state of STATES.filter((one) => one.main)) {
    test(`in ${language}: ${state.name}`, async ({ page, context, places }) => {
      await visit(page, places, state);
      await speak(context, language);
      await page.reload();
      await named(page, language);
      await accessible(page);
      await page.setViewportSize(NARROW);
      await fits(page);
      // A text that is missing would show its key.
      expect(await page.locator('body').innerText()).not.toMatch(/\b(refusal|filter|column|event|cause|label)-[a-z_]/);
    });
  }
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  for (const state of STATES) {
    test(`is whole: ${state.name}`, async ({ page, places }) => {
      await visit(page, places, state);
      await expect(page.locator('h1')).toHaveCount(1);
      await expect(page.locator('noscript')).toHaveCount(0);
      // A button that only a script answers is not there.
      await expect(page.locator('button[type=button]:visible')).toHaveCount(0);
    });
  }
});
