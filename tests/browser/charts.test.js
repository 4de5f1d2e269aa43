// Charts on a phone and on a desk, by day and by night, with and without script: chosen by links, readable without colours, with their
// numbers behind them. CHIT_TEST_PICTURES=DIR keeps pictures of them.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claim, says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };
const DAY = 24 * 60 * 60 * 1000;

const day = (ago) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);

describe('charts', () => {
  const house = useHouse();

  const turned = async (page, act) => {
    const loaded = page.waitForEvent('load');
    await act();
    await loaded;
  };

  async function fits(page, name) {
    for (const colorScheme of ['light', 'dark']) {
      if (!process.env.CHIT_TEST_PICTURES) break;
      await page.emulateMedia({ colorScheme });
      const { width } = page.viewportSize();
      await page.screenshot({ path: `${process.env.CHIT_TEST_PICTURES}/charts-${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
    // What is unfolded stays so afterwards.
    assert.deepEqual(await cutOff(page), [], name);
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), [], `${name}, ${theme}`);
  }

  /// A year of a bakery: busy and quiet days, two currencies, two ways of payment, and money that went back.
  async function business(seller) {
    const till = await seller.request({ currency: 'EUR', max_payments: 10_000, memo: 'Till' });
    for (let ago = 0; ago < 30; ago += 1) {
      const amount = 2000 + ((ago * 7919) % 61) * 150 + (ago % 7 === 3 ? 6000 : 0);
      if (ago % 7 !== 5) await seller.paidByHand(till, { amount: (amount / 100).toFixed(2), paid_on: day(ago) });
    }
    for (let month = 2; month < 11; month += 1) {
      await seller.paidByHand(till, { amount: String(600 + ((month * 37) % 11) * 90), paid_on: day(month * 30) });
    }
    const cake = await seller.request({ amount: '480.00', memo: 'Wedding cake' });
    await seller.api(`payments/${(await seller.paidByHand(cake, { paid_on: day(40) })).id}/refund`, { amount: '480.00' });
    await seller.paidByHand(await seller.request({ amount: '80.00', currency: 'CHF' }));
    for (const terms of [{ amount: '12.00' }, { amount: '25.00' }]) await seller.paidByHand(await seller.request(terms));
    for (let n = 0; n < 2; n += 1) await house.outlive(await seller.request({ amount: '25.00', expires_at: '2099-01-31T00:00:00Z' }));
    await seller.cancel(await seller.request({ amount: '9.00' }));
    await seller.request({ amount: '17.00' });
    await seller.takesTransfers();
    for (const amount of ['99.00', '45.00']) await byTransfer(seller, { amount, memo: 'Cake' });
  }

  /// A payment that its payer says was sent, and that the seller says has arrived.
  async function byTransfer(seller, terms) {
    await claim(house, await seller.request(terms));
    await seller.page.goto('/app/look');
    await turned(seller.page, () => seller.page.getByRole('button', { name: 'Yes, it arrived' }).click());
  }

  for (const size of ['phone', 'desk']) {
    it(`are chosen and read on a ${size}`, { timeout: 240_000 }, async () => {
      const seller = await house.seller(`charts-${size}`, 'Anna’s Bakery', { viewport: SIZES[size], isMobile: size === 'phone' });
      const { page } = seller;
      await page.goto('/app/charts');
      await says(page, 'Nothing came in yet.', 'Make a link');
      await fits(page, 'empty');
      await business(seller);

      // From Home, and from there by links alone.
      await page.goto('/app');
      await fits(page, 'home');
      await turned(page, () => page.locator('#all-charts').click());
      await says(page, 'Last 30 days', 'Best day: ', 'Half of these were paid within 1 minute.', '22% of these expired before they were paid.');
      await says(page, 'By method', 'By hand', 'Bank transfer');
      const picture = page.getByRole('img', { name: 'Last 30 days' });
      assert.ok(await picture.isVisible());
      await page.locator('#received summary').click();
      const rows = page.locator('#received tbody tr');
      assert.ok(await rows.count() > 20);
      assert.match(await rows.first().innerText(), /^Today/);
      await page.locator('#received summary').click();
      await fits(page, 'days');

      await turned(page, () => page.getByRole('link', { name: 'Weeks', exact: true }).click());
      await says(page, 'Last 13 weeks', 'Best week: ');
      await fits(page, 'weeks');
      await turned(page, () => page.getByRole('link', { name: 'Months', exact: true }).click());
      await says(page, 'Last 12 months', 'Best month: ', 'Went back or corrected');
      await fits(page, 'months');
      await turned(page, () => page.getByRole('link', { name: 'CHF', exact: true }).click());
      await says(page, 'Last 12 months', 'Best month: This month, CHF 80.00');
      assert.equal(await page.locator('.chip[aria-current]').allInnerTexts().then((on) => on.join()), 'Months,CHF');
      await fits(page, 'francs');

      // No bar leaves its picture.
      await page.goto('/app/charts?by=week&currency=EUR');
      const outside = await page.evaluate(() => [...document.querySelectorAll('.bars rect, .bars text')].filter((part) => {
        const [it, svg] = [part, part.closest('svg')].map((element) => element.getBoundingClientRect());
        return it.left < svg.left - 1 || it.right > svg.right + 1 || it.top < svg.top - 1 || it.bottom > svg.bottom + 1;
      }).map((part) => part.outerHTML));
      assert.deepEqual(outside, []);
      for (const language of ['ar', 'de', 'hi']) {
        await page.goto(`/app/charts?by=month&lang=${language}`);
        await fits(page, `months-${language}`);
      }
      await page.goto('/app/charts?lang=en');
      await page.emulateMedia({ forcedColors: 'active' });
      if (process.env.CHIT_TEST_PICTURES) await page.screenshot({ path: `${process.env.CHIT_TEST_PICTURES}/charts-forced-${size}.png`, fullPage: true });
      await page.emulateMedia({ forcedColors: 'none', media: 'print' });
      if (process.env.CHIT_TEST_PICTURES) await page.screenshot({ path: `${process.env.CHIT_TEST_PICTURES}/charts-print-${size}.png`, fullPage: true });
    });
  }

  it('work without script', async () => {
    const seller = await house.seller('charts-bare', 'Anna', { viewport: SIZES.phone, javaScriptEnabled: false });
    await seller.paidByHand(await seller.request({ amount: '25.00' }));
    const { page } = seller;
    await turned(page, () => page.goto('/app'));
    await turned(page, () => page.locator('#all-charts').click());
    await turned(page, () => page.getByRole('link', { name: 'Months', exact: true }).click());
    await says(page, 'Best month: This month, €25.00');
    await page.locator('#received summary').click();
    assert.ok(await page.getByRole('rowheader', { name: 'This month' }).first().isVisible());
  });
});
