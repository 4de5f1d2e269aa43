// A page that is judged in both themes, and pictured where somebody wants to look at it.

import assert from 'node:assert/strict';
import { held } from './axe.js';
import { cutOff } from './fit.js';

/// A judge of the pages of one journey: text that is cut off, and what axe finds in either theme. CHIT_TEST_PICTURES names a directory for
/// the pictures, whose names begin with the journey's.
export const judgeOf = (journey) => async (page, name) => {
  assert.deepEqual(await cutOff(page), [], name);
  for (const theme of ['light', 'dark']) {
    assert.deepEqual(await held(page, theme), [], `${name}, ${theme}`);
    if (process.env.CHIT_TEST_PICTURES) {
      const { width } = page.viewportSize();
      await page.screenshot({ path: `${process.env.CHIT_TEST_PICTURES}/${journey}-${name}-${width}-${theme}.png`, fullPage: true });
    }
  }
};
