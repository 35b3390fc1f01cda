// `test` as these walks use it: every one of them also fails on an error in the browser's console, which is where a
// breach of the content security policy is told, and on a request to any other host.
import { test as plain, expect } from '@playwright/test';
import { base } from './demo.js';
import { find } from './places.js';

export { expect };

export const test = plain.extend({
  places: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ baseURL: base, locale: 'fi-FI' });
      const places = await find(page);
      await page.close();
      await use(places);
    },
    { scope: 'worker' },
  ],
  quiet: [
    async ({ context }, use) => {
      const heard = [];
      // Browsers call a page that is refused an error too.
      const refusal = (message) => /status of (401|403|404|422)/.test(message.text());
      context.on('console', (message) => {
        if (message.type() === 'error' && !refusal(message)) heard.push(message.text());
      });
      context.on('weberror', (error) => heard.push(String(error.error())));
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== base) heard.push(`a request to ${url.host}`);
      });
      await use();
      expect(heard, 'told in the console, or asked of other hosts').toEqual([]);
    },
    { auto: true },
  ],
});
