// A payee's own link at a wallet: seen by the payee before it is saved, opened and scanned by the payer, claimed, and confirmed.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DESKTOP, copied, says, scan, useHouse } from './support.js';
import { shoot } from './support/shoot.js';

const SMALL = { viewport: { width: 360, height: 740 } };

describe('a link at a wallet', () => {
  const house = useHouse();

  it('is shown to its payee as payers will get it, before it is saved', async () => {
    const { page } = await house.seller('previewed', 'Anna', SMALL);
    await page.goto('/app/methods/add');
    await shoot(page, 'wallets-360');
    await page.locator('a[href$="wallet=paypal"]').click();
    await page.getByLabel('Your name or link at PayPal').fill('http://paypal.me/anna');
    await page.getByRole('button', { name: 'See what payers get' }).click();
    await says(page, 'Nothing was saved yet', 'This isn’t a link of PayPal');
    const typed = page.locator('#link-handle');
    assert.equal(await typed.inputValue(), 'http://paypal.me/anna');
    assert.equal(await typed.getAttribute('aria-invalid'), 'true');
    await shoot(page, 'wallet-form-wrong-360');

    await typed.fill('https://www.paypal.com/paypalme/anna');
    await page.getByRole('button', { name: 'See what payers get' }).click();
    await says(page, 'What the payer will see', 'Pay €25.00 with PayPal', 'Open the link and see that it is yours');
    const attempt = page.getByRole('link', { name: 'Try the link' });
    assert.equal(await attempt.getAttribute('href'), 'https://paypal.me/anna/25.00EUR');
    const { y } = await attempt.boundingBox();
    assert.ok(y < 740 - 150, 'it is seen without scrolling');
    assert.equal(await attempt.getAttribute('rel'), 'noreferrer noopener');
    assert.equal(await typed.inputValue(), 'https://www.paypal.com/paypalme/anna');
    await shoot(page, 'wallet-form-360');
    assert.equal(await page.locator('button.primary, a.primary').count(), 1, 'one filled button');

    await page.getByRole('button', { name: 'Add PayPal' }).click();
    await says(page, 'PayPal is added.');
    await shoot(page, 'wallet-methods-360');
  });

  it('is opened and scanned by a payer, who says that it is sent', async () => {
    const seller = await house.seller('linked', 'Anna’s Bakery');
    await seller.api('methods', { rail: 'link', settings: { wallet: 'paypal', handle: 'annasbakery' } });
    await seller.api('methods', { rail: 'link', settings: { wallet: 'swish', handle: '1231231231' } });
    const request = await seller.request({ amount: '25.00', memo: 'Two loaves' });

    const { page, context } = await house.person(SMALL);
    await page.goto(request.url);
    assert.ok(!(await page.content()).includes('annasbakery'), 'the pay page holds no handle');
    await shoot(page, 'wallet-request-360');
    await page.getByRole('button', { name: 'Pay €25.00 with PayPal' }).click();
    await page.waitForURL('**/p/*');
    await says(page, 'Pay with PayPal', 'annasbakery', 'Check the recipient');
    const link = 'https://paypal.me/annasbakery/25.00EUR';
    const button = page.getByRole('link', { name: 'Pay €25.00 with PayPal' });
    assert.equal(await button.getAttribute('href'), link);
    assert.equal(await button.getAttribute('rel'), 'noreferrer noopener');
    const { height, y } = await button.boundingBox();
    assert.ok(height >= 48 && y + height <= 740, 'large, and under the thumb without scrolling');
    await shoot(page, 'wallet-payment-360');

    // PayPal's link has no place for a note, so the reference is copied.
    const reference = page.locator('button.copy', { hasText: 'Reference' });
    assert.equal(await copied(page, reference), request.rf);
    assert.equal(await page.locator('button.copy', { hasText: 'Amount' }).count(), 0, 'the amount is filled in');
    await page.locator('details:has(svg.qr) > summary').click();
    assert.equal(await scan(await page.locator('svg.qr').screenshot()), link);
    await says(page, 'scan the code with its camera');
    await shoot(page, 'wallet-payment-qr-360');

    // The browser may go there: the page's policy doesn't hold the link back.
    await context.route('https://paypal.me/**', (route) => route.fulfill({ body: 'PayPal’s own page' }));
    house.expect(/^a request to https:\/\/paypal\.me\/annasbakery\/25\.00EUR$/);
    const there = page.context().waitForEvent('request', (asked) => asked.url() === link);
    await button.click();
    const asked = await there;
    assert.equal((await asked.allHeaders()).referer, undefined, 'the wallet isn’t told where the payer came from');
    await page.goBack();

    const desk = (await house.person(DESKTOP)).page;
    await desk.goto(page.url());
    assert.equal(await scan(await desk.screenshot()), link, 'on a desk the code is in sight');
    await shoot(desk, 'wallet-payment-1280');

    await page.getByRole('button', { name: 'I have sent the money' }).click();
    await says(page, 'Waiting for confirmation', 'You said that you have sent it');
    await shoot(page, 'wallet-claimed-360');
    await seller.page.goto(`/app/requests/${request.code}`);
    await seller.page.getByRole('button', { name: 'Yes, it arrived' }).click();
    await says(page, 'You paid Anna’s Bakery', 'PAID');
    await says(page, 'PayPal');
  });

  it('of Swish has a code of its own for its app', async () => {
    const seller = await house.seller('swished', 'Anna');
    await seller.api('methods', { rail: 'link', settings: { wallet: 'swish', handle: '123 123 12 31' } });
    const request = await seller.request({ amount: '100.00', currency: 'SEK' });
    const { page } = await house.person(SMALL);
    await page.goto(request.url);
    await page.getByRole('button', { name: 'Pay SEK 100.00 with Swish' }).click();
    await page.waitForURL('**/p/*');
    const web = `https://app.swish.nu/1/p/sw/?sw=1231231231&amt=100.00&cur=SEK&msg=${request.rf}&src=qr`;
    assert.equal(await page.getByRole('link', { name: 'with Swish' }).getAttribute('href'), web);
    await page.locator('details:has(svg.qr) > summary').click();
    assert.equal(await scan(await page.locator('svg.qr').screenshot()), `C1231231231;100,00;${request.rf};0`);
    await says(page, 'scan the code there with Swish');
    await shoot(page, 'wallet-swish-360');
  });

  it('works without scripts', async () => {
    const seller = await house.seller('scriptless', 'Anna');
    await seller.api('methods', { rail: 'link', settings: { wallet: 'monzo', handle: 'annabakes' } });
    const request = await seller.request({ amount: '25.00', currency: 'GBP' });
    const { page } = await house.person({ ...SMALL, javaScriptEnabled: false });
    await page.goto(request.url);
    await page.getByRole('button', { name: 'Pay £25.00 with Monzo' }).click();
    const href = await page.getByRole('link', { name: 'Pay £25.00 with Monzo' }).getAttribute('href');
    assert.equal(href, `https://monzo.me/annabakes/25.00?d=${request.rf}`);
    await page.getByRole('button', { name: 'I have sent the money' }).click();
    await says(page, 'Waiting for confirmation');
  });
});
