// A bill that is split: made with script and without, on a narrow phone and on a desk, paid share by share, and no share tells of another.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };
const THEMES = ['light', 'dark'];

describe('a bill that is split', () => {
  const house = useHouse();
  let sellers = 0;

  async function seller(size, options = {}) {
    sellers += 1;
    const seller = await house.seller(`split-${sellers}`, 'Anna’s Bakery', { viewport: SIZES[size], ...options });
    await seller.takesDemo();
    return seller;
  }

  const turned = async (page, act) => {
    const loaded = page.waitForEvent('load');
    await act();
    await loaded;
  };

  async function fits(page, name) {
    assert.deepEqual(await cutOff(page), [], name);
    for (const theme of THEMES) {
      assert.deepEqual(await held(page, theme), [], `${name}, ${theme}`);
      if (process.env.CHIT_TEST_PICTURES) {
        const { width } = page.viewportSize();
        await page.screenshot({ path: `${process.env.CHIT_TEST_PICTURES}/split-${name}-${width}-${theme}.png`, fullPage: true });
      }
    }
  }

  async function journey(size, options) {
    const made = await seller(size, options);
    const { page, api } = made;
    await page.goto('/app/new');
    await turned(page, () => page.getByRole('link', { name: 'Split' }).click());
    await says(page, 'Split a bill', 'Equal shares');
    // The total is wrong first: what was typed stays, and the focus is on the field.
    await page.getByLabel('Total').fill('0.02');
    await page.getByLabel('Own names').check();
    await page.getByLabel('Names, one on each line').fill('Anna\nBen\nCleo');
    await page.getByLabel('What for').fill('Dinner at Rosa’s');
    await turned(page, () => page.getByRole('button', { name: 'Make the links' }).click());
    assert.equal(await page.evaluate(() => document.activeElement.id), 'amount');
    await says(page, 'at least €0.03');
    assert.equal(await page.locator('#names').inputValue(), 'Anna\nBen\nCleo');
    await page.getByLabel('Total').fill('100');
    await turned(page, () => page.getByRole('button', { name: 'Make the links' }).click());
    assert.match(page.url(), /\/app\/splits\/spl_/);
    await says(page, '0 of 3 paid', '€0.00 of €100.00', '3 links. Send each to one person', 'Anna', '€33.34');
    const [last] = (await api('requests')).data.slice(-1);
    const payer = (await house.person({ viewport: SIZES.phone })).page;
    await payer.goto(last.url);
    const shown = await payer.content();
    for (const name of ['Ben', 'Cleo', 'spl_', '/app/', '100.00']) assert.ok(!shown.includes(name), name);
    await payByDemo(payer, 'Approve the payment');
    await page.reload();
    await says(page, '1 of 3 paid', '€33.33 of €100.00');
    const names = await page.locator('.shares .line a').allInnerTexts();
    assert.deepEqual(names, ['Anna', 'Ben', 'Cleo']);
    assert.equal(await page.getByRole('link', { name: 'Remind: Cleo' }).count(), 0);
    await turned(page, () => page.getByRole('link', { name: 'Ben', exact: true }).click());
    await turned(page, () => page.getByRole('link', { name: 'All shares of this split' }).click());
    await turned(page, () => page.getByRole('link', { name: 'Remind: Ben' }).click());
    await says(page, 'Just a reminder');
    return made;
  }

  for (const size of Object.keys(SIZES)) {
    it(`is made, shared and paid on a ${size}`, async () => {
      const { page } = await journey(size);
      await page.goBack();
      await fits(page, 'made');
      await page.goto('/app/split');
      await fits(page, 'form');
      // The number of shares is counted by its buttons, within its limits.
      const shares = page.getByLabel('Number of shares');
      for (let taps = 0; taps < 4; taps += 1) await page.getByRole('button', { name: 'One share more' }).click();
      assert.equal(await shares.inputValue(), '6');
      for (let taps = 0; taps < 6; taps += 1) await page.getByRole('button', { name: 'One share fewer' }).click();
      assert.equal(await shares.inputValue(), '2');
      await page.getByLabel('Own names').check();
      await page.getByLabel('Names, one on each line').fill('...\nBen');
      await page.getByLabel('Total').fill('10');
      await turned(page, () => page.getByRole('button', { name: 'Make the links' }).click());
      assert.equal(await page.evaluate(() => document.activeElement.id), 'names');
      await fits(page, 'wrong');
    });
  }

  it('is made without script as well', async () => {
    await journey('phone', { javaScriptEnabled: false });
  });
});
