// The order page on a narrow phone, with script and without: picked with a thumb, summed up, ordered, sent and confirmed.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const PHONE = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };

describe('the order page', () => {
  const house = useHouse();
  let shops = 0;

  /// A seller on a phone who makes its catalogue there.
  async function shop(options = {}) {
    shops += 1;
    const shop = await house.seller(`shop-${shops}`, 'Anna’s Bakery', { ...PHONE, ...options });
    await shop.takesDemo();
    const { page } = shop;
    await page.goto('/app/settings');
    await page.getByRole('link', { name: 'Catalogue' }).click();
    for (const [name, price] of [['Rye bread', '4.50'], ['Cake', '1000.33'], ['Pretzel', '1']]) {
      await page.getByRole('link', { name: 'Add a product' }).click();
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Price of one').fill(price);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.waitForURL('**/app/catalogue');
    }
    assert.deepEqual(await page.locator('.ordered strong').allInnerTexts(), ['Rye bread', 'Cake', 'Pretzel']);
    return shop;
  }

  async function fits(page) {
    assert.deepEqual(await cutOff(page), []);
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), [], theme);
  }

  it('adds up what is picked with a thumb, and makes one request', async () => {
    const { handle, page: seller } = await shop();
    await fits(seller);
    await seller.getByRole('button', { name: 'Sold out: Pretzel' }).click();
    await seller.getByRole('button', { name: 'Sell again: Pretzel' }).waitFor();
    const { page } = await house.person(PHONE);
    await page.goto(`/${handle}`);
    await page.getByRole('link', { name: 'Order from the list' }).click();
    await says(page, 'Order from', 'Rye bread', '€1,000.33', 'Sold out');
    assert.equal(await page.locator('#total').isVisible(), false);
    await page.getByRole('button', { name: 'One more: Rye bread' }).tap();
    await page.getByRole('button', { name: 'One more: Rye bread' }).tap();
    await page.getByRole('button', { name: 'One more: Cake' }).tap();
    assert.equal(await page.locator('#total output').innerText(), '€1,009.33');
    await page.getByRole('button', { name: 'One less: Cake' }).tap();
    assert.equal(await page.locator('#total output').innerText(), '€9.00');
    await page.getByLabel('Cake', { exact: true }).fill('3');
    assert.equal(await page.locator('#total output').innerText(), '€3,009.99');
    for (const button of await page.locator('button').all()) {
      const box = await button.boundingBox();
      if (box) assert.ok(box.height >= 48, await button.innerText());
    }
    await fits(page);
    await page.getByRole('button', { name: 'Pay at once' }).tap();
    await page.waitForURL(/\/r\/\w{12}$/);
    await says(page, '3,009.99', '2 × Rye bread', '3 × Cake');
    await fits(page);
  });

  it('sends an order without a script, and turns when it is confirmed', async () => {
    const { handle, page: seller } = await shop();
    const { page } = await house.person({ ...PHONE, javaScriptEnabled: false });
    await page.goto(`/${handle}/order`);
    assert.equal(await page.getByRole('button', { name: 'One more: Rye bread' }).isVisible(), false);
    await page.getByRole('button', { name: 'Send to the seller' }).click();
    await says(page, 'Choose how many you want');
    await page.getByLabel('Rye bread', { exact: true }).fill('2');
    await page.getByLabel('Cake', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Send to the seller' }).click();
    await page.waitForURL('**/send');
    await says(page, '2 × Rye bread, 1 × Cake: ', 'WhatsApp', 'Telegram', 'Viber', 'Messenger');
    const link = await page.getByRole('link', { name: 'WhatsApp' }).getAttribute('href');
    assert.match(decodeURIComponent(link), /^https:\/\/wa\.me\/\?text=.*2 × Rye bread, 1 × Cake: http.*\/r\/\w{12}$/);
    const [, code] = page.url().match(/\/r\/(\w{12})/);
    const watching = (await house.person(PHONE)).page;
    await watching.goto(`/r/${code}`);
    await seller.goto('/app/requests');
    await says(seller, 'New order', '2 × Rye bread, 1 × Cake');
    await seller.goto(`/app/requests/${code}`);
    await fits(seller);
    await seller.getByLabel('A word to the buyer').fill('Ready at five');
    await seller.getByRole('button', { name: 'Confirm the order' }).click();
    await says(seller, 'You have confirmed this order.', 'Ready at five');
    await says(watching, 'has confirmed this order.', 'Ready at five');
    await fits(watching);
  });

  it('says which price has changed, and keeps what was typed', async () => {
    const { handle, page: seller } = await shop();
    const { page } = await house.person(DESK);
    await page.goto(`/${handle}/order`);
    await page.getByLabel('Rye bread', { exact: true }).fill('2');
    await seller.getByRole('link', { name: 'Rye bread' }).click();
    await seller.getByLabel('Price of one').fill('5');
    await seller.getByRole('button', { name: 'Save' }).click();
    await seller.waitForURL('**/app/catalogue');
    await page.getByRole('button', { name: 'Pay at once' }).click();
    await says(page, 'The list has changed', 'Before, it was €4.50.', '€5.00');
    assert.equal(await page.getByLabel('Rye bread', { exact: true }).inputValue(), '2');
    await fits(page);
    await page.getByRole('button', { name: 'Pay at once' }).click();
    await page.waitForURL(/\/r\/\w{12}$/);
    await says(page, '10.00');
  });
});
