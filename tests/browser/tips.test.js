// A tip on a fixed amount: chosen with script and without, on a narrow phone and on a desk, and paid with the amount.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';
import { judgeOf } from './support/judged.js';

const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };

describe('a tip', () => {
  const house = useHouse();
  let sellers = 0;

  const fits = judgeOf('tips');

  async function journey(size, options = {}) {
    sellers += 1;
    const seller = await house.seller(`tips-${sellers}`, 'Anna’s Bakery', { viewport: SIZES[size] });
    await seller.takesDemo();
    const { code, url } = await seller.request({ amount: '25.00', memo: 'Dinner', takes_tips: true });
    const { page } = await house.person({ viewport: SIZES[size], ...options });
    const look = async (...what) => { if (options.javaScriptEnabled !== false) await fits(...what); };
    await page.goto(url);
    // None is chosen for the payer, and each is written out.
    const chosen = () => page.locator('[name=tip]:checked');
    assert.equal(await chosen().getAttribute('value'), 'none');
    await says(page, '5% · €1.25', '10% · €2.50', '15% · €3.75');
    const total = () => page.locator('.total:visible').allInnerTexts();
    assert.deepEqual(await total(), ['€25.00 in all']);
    assert.equal(await page.locator('#tip_amount').isVisible(), false);
    await look(page, 'none');
    // The total follows the choice.
    await page.getByLabel('10%').check();
    assert.deepEqual(await total(), ['€27.50 in all']);
    await page.getByLabel('Another tip').check();
    assert.deepEqual(await total(), []);
    await page.getByLabel('Your tip').fill('30');
    await look(page, 'own');
    // Too much: what was typed and chosen stays.
    await page.locator('button[name=method]').first().click();
    await says(page, 'The largest tip is €25.00.');
    assert.equal(await chosen().getAttribute('value'), 'own');
    assert.equal(await page.getByLabel('Your tip').inputValue(), '30');
    await look(page, 'too-much');
    await page.getByLabel('Your tip').fill('3');
    await payByDemo(page, 'Approve the payment');
    await says(page, '€28.00', 'Including a tip of €3.00');
    await look(page, 'paid');
    const request = await seller.api(`requests/${code}`);
    assert.deepEqual([request.status, request.paid_total], ['paid', '25.00']);
    await seller.page.goto(`/app/requests/${code}`);
    await says(seller.page, '€28.00', 'Including a tip of €3.00');
  }

  for (const size of Object.keys(SIZES)) {
    it(`is chosen and paid on a ${size}`, async () => {
      await journey(size);
    });
  }

  it('is chosen and paid on a phone without script', async () => {
    await journey('phone', { javaScriptEnabled: false });
  });
});
