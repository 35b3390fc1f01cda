// What holds on every page, whoever looks at it and in whatever state it is.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// No fault that axe can see. A message in its frame lets no script in: it is looked at by itself.
export async function accessible(page) {
  await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
  expect(told).toEqual([]);
}

// Nothing to scroll sideways for, and nothing cut off at the right edge.
export async function fits(page) {
  const { wide, beyond } = await page.evaluate(() => {
    const scrolls = (element) => {
      for (let one = element; one; one = one.parentElement) {
        if (one !== document.scrollingElement && getComputedStyle(one).overflowX !== 'visible') return true;
      }
      return false;
    };
    const outside = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1 && !scrolls(one),
    );
    return {
      wide: document.scrollingElement.scrollWidth - innerWidth,
      beyond: outside.map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`),
    };
  });
  expect(beyond).toEqual([]);
  expect(wide, 'pixels beyond the window').toBeLessThanOrEqual(0);
}

// One title, one main heading, the language said.
export async function named(page, language) {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('h1')).toHaveCount(1);
  expect((await page.title()).trim()).not.toBe('');
}

// What is focused is seen to be: it is in the window and has an outline.
export async function focusSeen(page) {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const outline = getComputedStyle(focused);
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const outlined = outline.outlineStyle !== 'none' && parseFloat(outline.outlineWidth) >= 2;
    // Past the last stop the browser itself has the focus, and then it begins anew; of a date it marks the part.
    const marked = outlined || focused.type === 'date';
    return { what: focused.outerHTML.slice(0, 80), seen: (inside && marked) || focused === document.body };
  });
  expect(seen).toEqual({ ...seen, seen: true });
}

// Presses Tab until this is focused, looking at everything on the way.
export async function tabTo(page, target) {
  const focused = () => target.evaluate((one) => one === document.activeElement);
  for (let presses = 0; presses < 150 && !(await focused()); presses += 1) {
    await page.keyboard.press('Tab');
    await focusSeen(page);
  }
  await expect(target).toBeFocused();
}
