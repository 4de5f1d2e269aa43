// A request with prices in several currencies: made with script and without, on a narrow phone and on a desk, paid in one of them, and
// recorded by hand in another.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';
import { judgeOf } from './support/judged.js';

const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };

describe('prices in several currencies', () => {
  const house = useHouse();
  let sellers = 0;

  const turned = async (page, act) => {
    const loaded = page.waitForEvent('load');
    await act();
    await loaded;
  };

  const fits = judgeOf('prices');

  async function journey(size, options = {}) {
    sellers += 1;
    const seller = await house.seller(`prices-${sellers}`, 'Anna’s Bakery', { viewport: SIZES[size], ...options });
    await seller.takesDemo();
    await seller.takesTransfers();
    const { page, api } = seller;
    const scripted = options.javaScriptEnabled !== false;
    // What is measured needs scripts of its own in the page.
    const look = async (...what) => { if (scripted) await fits(...what); };
    const make = () => turned(page, () => page.getByRole('button', { name: 'Make link' }).click());
    await page.goto('/app/new');
    await page.locator('#amount').fill('25');
    await page.locator('#memo').fill('Postcards');
    await (scripted ? page.getByRole('button', { name: 'More' }) : page.getByText('More', { exact: true })).click();
    await page.getByLabel('Amount of price 1').fill('27');
    await page.getByLabel('Amount of price 2').fill('4000');
    await page.getByLabel('Currency of price 2').fill('JPY');
    // A price without a currency: what was typed stays, and the focus is on what is missing.
    if (scripted) await page.getByRole('button', { name: 'Close' }).click();
    await make();
    await says(page, 'This is needed: the currency of this price.');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'price_currency_1');
    assert.equal(await page.getByLabel('Amount of price 2').inputValue(), '4000');
    await look(page, 'wrong');
    await page.getByLabel('Currency of price 1').fill('USD');
    await make();
    assert.match(page.url(), /\/share$/);
    const [{ code, url }] = (await api('requests')).data.slice(-1);
    await page.goto(`/app/requests/${code}`);
    await says(page, 'Payers choose one of these prices', '$27.00', '¥4,000');
    await look(page, 'seller');
    const payer = (await house.person({ viewport: SIZES[size], ...options })).page;
    await payer.goto(url);
    // The transfer takes euros alone, the demo each of them, and every button says its own amount.
    await says(payer, '€25.00', 'or US$27.00 · JP¥4,000');
    const buttons = await payer.locator('button[name=method] strong').allInnerTexts();
    assert.deepEqual(buttons.map((text) => text.replace(/.* · /, '')), ['€25.00', '€25.00', 'US$27.00', 'JP¥4,000']);
    await look(payer, 'payer');
    await payer.locator('button[name=method]', { hasText: '$27.00' }).click();
    await payer.waitForURL('**/sandbox/**');
    await payer.getByRole('button', { name: 'Approve the payment' }).click();
    await payer.waitForURL('**/p/*');
    await says(payer, '$27.00');
    const request = await api(`requests/${code}`);
    assert.deepEqual(request.prices.map((price) => price.paid_total), ['0.00', '27.00', '0']);
    assert.equal(request.status, 'paid');
    await page.goto(`/app/requests/${code}`);
    await says(page, '$27.00');
    await look(page, 'paid');
    // Another one, of which a part is recorded by hand.
    const other = await seller.request({ amount: '25.00', memo: 'Cards', prices: [{ amount: '27.00', currency: 'USD' }] });
    await page.goto(`/app/requests/${other.code}`);
    await page.getByText('Paid another way', { exact: true }).click();
    await page.getByLabel('Currency that arrived').selectOption('USD');
    await page.getByLabel('Amount that arrived').fill('7');
    await look(page, 'record');
    await turned(page, () => page.locator('form[action$="/mark-paid"] button').click());
    await says(page, '$7.00');
    await payer.goto(other.url);
    await says(payer, '$20.00');
    assert.equal((await payer.locator('body').innerText()).includes('€'), false, 'only the rest is asked for');
    await look(payer, 'rest');
  }

  for (const size of Object.keys(SIZES)) {
    it(`are made and paid on a ${size}`, async () => {
      await journey(size);
    });
  }

  it('are made and paid on a phone without script', async () => {
    await journey('phone', { javaScriptEnabled: false });
  });
});
