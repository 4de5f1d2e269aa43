// Pictures of pages for those who look at them.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHOTS = fileURLToPath(new URL('../shots/', import.meta.url));
await mkdir(SHOTS, { recursive: true });

/// Pictures of a whole page by day and by night, which has to fit the screen's width.
export async function shoot(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`), animations: 'disabled', fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= page.viewportSize().width, `${name} is ${width} pixels wide`);
}
