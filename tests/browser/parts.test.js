// An amount that is paid in parts: made with script and without, on a narrow phone and on a desk, and paid one part after another.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';
import { judgeOf } from './support/judged.js';

const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };

describe('an amount that is paid in parts', () => {
  const house = useHouse();
  let sellers = 0;

  const turned = async (page, act) => {
    const loaded = page.waitForEvent('load');
    await act();
    await loaded;
  };

  const fits = judgeOf('parts');

  async function journey(size, options = {}) {
    sellers += 1;
    const seller = await house.seller(`parts-${sellers}`, 'Anna’s Bakery', { viewport: SIZES[size], ...options });
    await seller.takesDemo();
    const { page, api } = seller;
    const scripted = options.javaScriptEnabled !== false;
    // What is measured needs scripts of its own in the page.
    const look = async (...what) => { if (scripted) await fits(...what); };
    const make = () => turned(page, () => page.getByRole('button', { name: 'Make link' }).click());
    await page.goto('/app/new');
    await page.locator('#amount').fill('300');
    await page.locator('#memo').fill('Wedding cake');
    await (scripted ? page.getByRole('button', { name: 'More' }) : page.getByText('More', { exact: true })).click();
    await page.getByLabel('Amount of part 1').fill('100');
    await page.getByLabel('Day of part 1').fill('2099-06-01');
    await page.getByLabel('Amount of part 2').fill('150');
    await page.getByLabel('Day of part 2').fill('2099-12-24');
    // They don't add up: what was typed stays, and the focus is on the first of them.
    if (scripted) await page.getByRole('button', { name: 'Close' }).click();
    await make();
    await says(page, 'The parts add up to €250.00');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'part_1');
    assert.equal(await page.getByLabel('Day of part 2').inputValue(), '2099-12-24');
    await look(page, 'wrong');
    await page.getByLabel('Amount of part 2').fill('');
    await make();
    assert.match(page.url(), /\/share$/);
    const [{ code, url }] = (await api('requests')).data.slice(-1);
    const payer = (await house.person({ viewport: SIZES[size] })).page;
    await payer.goto(url);
    await says(payer, '€100.00', '€300.00 in all, paid in parts', 'Wedding cake');
    await look(payer, 'payer');
    await payByDemo(payer, 'Approve the payment');
    await payer.goto(url);
    await says(payer, '€200.00', 'paid');
    await look(payer, 'payer-second');
    await page.goto(`/app/requests/${code}`);
    await says(page, '€100.00 arrived', 'paid');
    await look(page, 'seller');
    await payByDemo(payer, 'Approve the payment');
    await payer.goto(url);
    await says(payer, 'PAID', '€300.00');
  }

  for (const size of Object.keys(SIZES)) {
    it(`is made and paid on a ${size}`, async () => {
      await journey(size);
    });
  }

  it('is made without script as well', async () => {
    await journey('phone', { javaScriptEnabled: false });
  });
});
