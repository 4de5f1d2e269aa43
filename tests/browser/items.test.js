// A link with items to choose from: made with a thumb, picked with a script and without, summed up, paid; what is sold out is said.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const PHONE = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };

describe('items to choose from', () => {
  const house = useHouse();
  let sellers = 0;

  async function fits(page) {
    assert.deepEqual(await cutOff(page), []);
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), [], theme);
  }

  /// A seller who makes a link for bread, of which there are three, a bag, and a box that comes with everything.
  async function market(options = PHONE) {
    sellers += 1;
    const seller = await house.seller(`market-${sellers}`, 'Anna’s Bakery', options);
    await seller.takesDemo();
    const { page } = seller;
    await page.goto('/app/new');
    await page.locator('.extra summary, .extra-button').first().click();
    await page.getByText('Let payers choose from a list').click();
    const rows = [['Rye bread', '4.50', '5', '3'], ['Bag', '0.20', '1', ''], ['Box', '1', '', '']];
    for (const [at, [name, price, most, stock]] of rows.entries()) {
      const row = page.locator('.three').nth(at);
      await row.getByLabel('Item', { exact: true }).fill(name);
      await row.getByLabel('Price').fill(price);
      await row.getByLabel('Up to').fill(most);
      await row.getByLabel('For sale').fill(stock);
    }
    await fits(page);
    const close = page.getByRole('button', { name: 'Close' });
    if (await close.isVisible()) await close.click();
    await page.getByRole('button', { name: 'Make link' }).click();
    await page.waitForURL('**/share*');
    const [, code] = page.url().match(/requests\/(\w{12})/);
    return { ...seller, code };
  }

  it('adds up what is picked with a thumb, and asks for the sum', async () => {
    const { code, page: seller } = await market();
    const { page } = await house.person(PHONE);
    await page.goto(`/r/${code}`);
    await says(page, 'Choose how many', 'Rye bread', '€4.50', '3 left', 'Box');
    assert.equal(await page.locator('#total output').innerText(), '€1.00');
    await page.getByRole('button', { name: 'One more: Rye bread' }).tap();
    await page.getByRole('button', { name: 'One more: Rye bread' }).tap();
    await page.getByLabel('Bag').check();
    assert.equal(await page.locator('#total output').innerText(), '€10.20');
    for (const button of await page.locator('button').all()) {
      const box = await button.boundingBox();
      if (box) assert.ok(box.height >= 48, await button.innerText());
    }
    await fits(page);
    await page.getByRole('button', { name: 'Continue' }).tap();
    await says(page, '2 × Rye bread', 'Pay €10.20 with Demo');
    await fits(page);
    await page.getByRole('button', { name: 'Change what you picked' }).tap();
    assert.equal(await page.getByLabel('Rye bread', { exact: true }).inputValue(), '2');
    assert.equal(await page.getByLabel('Bag').isChecked(), true);
    await page.getByRole('button', { name: 'Continue' }).tap();
    await page.getByRole('button', { name: 'Pay €10.20 with Demo' }).tap();
    await page.getByRole('button', { name: 'Approve the payment' }).click();
    await says(page, '2 × Rye bread', 'Bag', 'PAID');
    await fits(page);
    await seller.goto(`/app/requests/${code}`);
    await says(seller, '2 × Rye bread, 1 × Bag, 1 × Box', '0 to 5 per payment · 2 sold · 1 left');
    await fits(seller);
  });

  it('works without a script on a desk, and says what was sold out meanwhile', async () => {
    const { code, page: seller } = await market(DESK);
    const { page } = await house.person({ ...DESK, javaScriptEnabled: false });
    await page.goto(`/r/${code}`);
    assert.equal(await page.getByRole('button', { name: 'One more: Rye bread' }).isVisible(), false);
    await page.getByLabel('Rye bread', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Continue' }).click();
    await says(page, '2 × Rye bread', 'Pay €10.00 with Demo');
    // The seller takes two off the table.
    await seller.goto(`/app/requests/${code}`);
    await seller.getByText('How many are for sale').click();
    await seller.getByLabel('Rye bread').fill('1');
    await fits(seller);
    await seller.locator('form[action$="/stock"] button').click();
    await says(seller, '1 left');
    await page.getByRole('button', { name: 'Pay €10.00 with Demo' }).click();
    await says(page, 'Less of this is left than you picked.', '1 left');
    assert.equal(await page.getByLabel('Rye bread', { exact: true }).inputValue(), '2');
    // A checker of pages is a script as well.
    assert.deepEqual(await cutOff(page), []);
    await seller.getByText('How many are for sale').click();
    await seller.getByLabel('Rye bread').fill('0');
    await seller.locator('form[action$="/stock"] button').click();
    await says(seller, '0 left');
    await page.goto(`/r/${code}`);
    await says(page, 'Sold out', 'Box');
    assert.deepEqual(await cutOff(page), []);
  });
});
