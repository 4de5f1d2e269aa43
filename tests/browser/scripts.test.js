// Scripts whose letters join, hang from one line or fill a square are torn apart by space between letters.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, useHouse } from './support.js';

describe('a receipt', () => {
  const house = useHouse();

  it('spreads the letters of its stamp only where a script allows it', async () => {
    const seller = await house.seller('stamped', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '8.50' });
    const { page } = await house.person();
    await page.goto(request.url);
    await payByDemo(page, 'Approve the payment');
    await page.locator('.stamp').waitFor();
    const receipt = new URL(page.url());
    const spread = {};
    for (const language of ['en', 'tr', 'ar', 'hi', 'ja', 'zh']) {
      receipt.search = `?lang=${language}`;
      await page.goto(receipt.href);
      spread[language] = await page.locator('.stamp strong').evaluate((word) => getComputedStyle(word).letterSpacing !== 'normal');
    }
    assert.deepEqual(spread, { en: true, tr: true, ar: false, hi: false, ja: false, zh: false });
  });
});
