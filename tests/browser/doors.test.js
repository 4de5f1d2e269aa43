// A signed-in seller is sent an address that would like to be another one; and every form of the seller's and the payer's still does
// what it says, by a tap.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const open = (page, summary) => page.locator('summary', { hasText: summary }).first().click();

describe('an address that would like to be another one', () => {
  const house = useHouse();

  it('offers a signed-in seller nothing to tap, and nothing is posted', async () => {
    const seller = await house.seller('anna', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '25.00' });
    const posted = [];
    seller.page.on('request', (asked) => { if (asked.method() !== 'GET') posted.push(asked.url()); });
    const deed = (path) => [path, path.replaceAll('/', '%2F'), path.replaceAll('/', '%2f'), path.replaceAll('/', '%5C')];
    for (const path of [`/app/requests/${request.code}/mark-paid`, `/app/requests/${request.code}/cancel`, '/app/settings/owner-key']) {
      for (const way of deed(path)) {
        await seller.page.goto(`/app/sign-in/..%2F..${way}`);
        assert.equal(await seller.page.locator('form, button, input').count(), 0, way);
        await says(seller.page, 'Nothing here');
      }
    }
    assert.deepEqual(posted, []);
    // Were there a button after all, the form would not say what it does.
    const headers = { origin: house.origin, 'sec-fetch-site': 'same-origin' };
    for (const form of [{}, { do: 'sign-in-by-link' }]) {
      const refused = await seller.page.request.post(`/app/requests/${request.code}/mark-paid`, { headers, form });
      assert.equal(refused.status(), 400);
      assert.match(await refused.text(), /Nothing was done/);
    }
    await seller.page.goto(`/app/requests/${request.code}`);
    await says(seller.page, 'Open', 'You made the link');
    assert.equal(await seller.page.locator('.story li').count(), 1, 'nothing was booked');
  });

  it('is not made of a link with a sign glued to it', async () => {
    const seller = await house.seller('berta', 'Berta');
    await seller.takesDemo();
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    for (const glued of ['.', ')', '…', '/', '\u200b', '。', '*', '/)']) {
      await page.goto(request.url + glued);
      assert.equal(page.url(), request.url, glued);
      await says(page, 'Berta asks for', '€25.00');
      await page.goto(`${house.origin}/berta/25eur${glued}`);
      assert.equal(page.url(), `${house.origin}/berta/25eur`, glued);
    }
  });
});

describe('forms', () => {
  const house = useHouse();

  it('of a request do what they say', async () => {
    const { page, ...seller } = await house.seller('anna', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '25.00', memo: 'Bread' });
    await page.goto(`/app/requests/${request.code}`);
    await open(page, 'Change it');
    await page.getByLabel('What for').fill('Cake');
    await button(page, 'Save the changes').click();
    await says(page, 'Cake');
    await open(page, 'Paid another way');
    await page.getByLabel('Amount that arrived').fill('10');
    await button(page, 'Mark as paid').click();
    await says(page, '€10.00 arrived');
    await page.getByRole('link', { name: /^Send money back/ }).click();
    await page.getByLabel(/^Amount, €10\.00 at most/).fill('4');
    await page.getByLabel('I have sent it back').check();
    await button(page, 'Record it').click();
    await says(page, '€4.00 went back');
    await open(page, 'Cancel it');
    await button(page, 'Cancel the request').click();
    await says(page, 'Cancelled');
    await open(page, 'Erase what was written');
    await button(page, 'Erase what was written').click();
    await page.waitForURL(`**/app/requests/${request.code}`);
    assert.equal(await page.getByText('Cake').count(), 0);
  });

  it('of a refund that nobody knows about do what they say', async () => {
    const { page, ...seller } = await house.seller('stuck', 'Anna');
    await seller.takesDemo();
    for (const [word, text] of [['It was sent', 'Demo sent it back for you.']]) {
      const request = await seller.request({ amount: '8.00' });
      const payer = await house.person();
      await payer.page.goto(request.url);
      await payByDemo(payer.page, 'Approve the payment');
      await page.goto(`/app/requests/${request.code}`);
      await page.getByRole('link', { name: /^Send money back/ }).click();
      await button(page, 'Send it back').click();
      await says(page, '€8.00 went back');
      const [payment] = (await seller.api(`payments?request=${request.code}`)).data;
      await house.strand(payment);
      await page.goto(`/app/requests/${request.code}`);
      await says(page, 'Did it go back?');
      await page.getByRole('button', { name: word }).click();
      await says(page, text);
    }
  });

  it('of two payers’ transfers: the second is confirmed knowingly', async () => {
    const { page, ...seller } = await house.seller('claims', 'Anna');
    await seller.takesTransfers();
    const request = await seller.request({ amount: '25.00' });
    for (let payers = 0; payers < 2; payers += 1) {
      const payer = await house.person();
      await payer.page.goto(request.url);
      await payer.page.locator('main form button').click();
      await button(payer.page, 'I have sent the money').click();
      await says(payer.page, 'Waiting for confirmation');
    }
    await page.goto(`/app/requests/${request.code}`);
    await page.getByRole('button', { name: /^Yes, it arrived/ }).first().click();
    await says(page, 'Paid');
    assert.equal(await page.getByRole('button', { name: /^Yes, it arrived/ }).count(), 0);
    await open(page, 'It arrived as well');
    await says(page, '€25.00 is booked for this request already');
    const box = await page.getByRole('button', { name: /^Book it as well/ }).boundingBox();
    assert.ok(box.height >= 48, `${box.height}`);
    await page.getByRole('button', { name: /^Book it as well/ }).click();
    await says(page, '€25.00 more than you asked for has arrived.');
  });

  it('of settings and ways to be paid do what they say', async () => {
    const { page, ...seller } = await house.seller('ways', 'Anna');
    await seller.takesDemo();
    await seller.takesTransfers();
    await page.goto('/app/methods/order');
    const names = () => page.locator('ol.numbered strong').allInnerTexts();
    const before = await names();
    assert.equal(before.length, 2);
    await page.getByRole('button', { name: /^Move up/ }).click();
    await page.waitForURL('**/app/methods/order');
    assert.deepEqual(await names(), before.toReversed());
    await page.goto('/app/methods');
    await page.locator('ol.numbered summary').first().click();
    await page.getByRole('button', { name: /^Remove/ }).first().click();
    await page.waitForURL('**/app/methods');
    assert.equal((await names()).length, 1);

    await page.goto('/app/settings/profile');
    await page.getByLabel('The name payers see').fill('Café Anna');
    await button(page, 'Save').click();
    await says(page, 'Saved.');
    await page.goto('/app/settings/keys');
    await button(page, 'Make a new owner key').click();
    await says(page, 'This is your new owner key');
    const key = await page.getByRole('button', { name: 'Owner key' }).locator('.value').innerText();
    const laptop = await house.person();
    await laptop.page.goto('/app/sign-in');
    await laptop.page.locator('#owner_key').fill(key);
    await button(laptop.page, 'Sign in').click();
    await laptop.page.waitForURL('**/app');
    await page.goto('/app/settings/data');
    await button(page, 'Sign out everywhere').click();
    await page.waitForURL(/\/app\/sign-in\?out$/);
    await laptop.page.goto('/app');
    await laptop.page.waitForURL('**/app/sign-in');
  });

  it('that make something make it once, however often they are tapped', async () => {
    const { page, ...seller } = await house.seller('once', 'Anna');
    await seller.takesDemo();
    await page.goto('/app/new');
    await page.getByLabel('Amount', { exact: true }).fill('25');
    // Two posts of one form, both under way: what a double tap does on a slow network.
    const places = await page.evaluate(async () => {
      const form = document.querySelector('form#new');
      const post = () => fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      return (await Promise.all([post(), post()])).map((answer) => answer.url);
    });
    assert.equal(places[0], places[1]);
    // A third, by the button itself, leads there too.
    await button(page, 'Make link').click();
    await says(page, 'Link ready', '€25.00');
    assert.equal(page.url(), places[0]);
    assert.equal((await seller.api('requests')).data.length, 1);
  });
});
