// Bank transfer: details only for a payer who asks for them, copied one by one, claimed by the payer, confirmed by the payee.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IBAN, copied, says, scan, useHouse } from './support.js';

const PRINTED = 'DE75 5121 0800 1245 1261 99';

describe('a bank transfer', () => {
  const house = useHouse();

  it('is set up, sent, claimed and confirmed', async () => {
    const seller = await house.seller('transfer', 'Anna');
    await addBank(seller.page);
    const request = await seller.request({ amount: '12.50', memo: 'Concert ticket' });

    const { page, context } = await house.person();
    await page.goto(request.url);
    const html = (await page.content()).replace(/\s/g, '');
    assert.ok(!html.includes(IBAN) && !html.includes('1261'), 'the pay page holds no bank details');
    await page.getByRole('button', { name: 'Pay €12.50 by bank transfer' }).click();
    await page.waitForURL('**/p/*');
    await says(page, 'Send it from your bank', PRINTED, '€12.50', 'Anna');

    const reference = await row(page, 'Reference').locator('.value').innerText();
    assert.equal(reference.replace(/\s/g, ''), request.rf);
    assert.equal(await copied(page, row(page, 'IBAN')), IBAN);
    assert.equal(await copied(page, row(page, 'Amount')), '12.50');
    assert.equal(await copied(page, row(page, 'Reference')), request.rf);
    assert.equal(await copied(page, row(page, 'Account holder')), 'Anna');
    await row(page, 'IBAN').getByText('Copied').waitFor({ state: 'hidden' });
    await row(page, 'IBAN').getByText('Copy', { exact: true }).waitFor();

    // On a phone one button under the thumb leads through the rows. Whether it is sent is asked once the payer was away, in the bank's app.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const thumb = page.locator('.act .primary');
    for (const [row, value, then] of [
      ['Account holder', 'Anna', 'Copy IBAN'], ['IBAN', IBAN, 'Copy Amount'], ['Amount', '12.50', 'Copy Reference'],
      ['Reference', request.rf, 'Copy Reference'],
    ]) {
      await thumb.click();
      await page.locator('button.copy.said', { hasText: row }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), value);
      assert.equal(await thumb.innerText(), then);
    }
    assert.match(await page.getByRole('button', { name: 'I have sent the money' }).getAttribute('class'), /secondary/);
    for (const hidden of [true, false]) {
      await page.evaluate((is) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => is });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    }
    assert.equal(await thumb.innerText(), 'I have sent the money');
    assert.equal(await page.locator('.primary').count(), 1, 'one filled button');

    await page.locator('details:has(svg.qr) > summary').click();
    const payto = await page.getByRole('link', { name: 'Open your bank’s app' }).getAttribute('href');
    assert.equal(payto, `payto://iban/${IBAN}?amount=EUR:12.50&receiver-name=Anna&message=${request.rf}`);

    const code = await page.locator('svg.qr').screenshot();
    assert.deepEqual((await scan(code)).trimEnd().split('\n'), [
      'BCD', '002', '1', 'SCT', '', 'Anna', IBAN, 'EUR12.5', '', request.rf,
    ]);

    await page.getByRole('button', { name: 'I have sent the money' }).click();
    await says(page, 'Waiting for confirmation', 'You said that you have sent it', PRINTED);
    const stranger = await house.person();
    await stranger.page.goto(request.url);
    await says(stranger.page, 'Somebody has said that they paid this already', 'If that was you, don’t pay again');

    await seller.page.goto('/app/requests');
    await seller.page.locator('.slips li', { hasText: 'Concert ticket' }).getByText('Said to be sent').waitFor();
    await seller.page.goto(`/app/requests/${request.code}`);
    await says(seller.page, 'arrived?', 'The payer says that');
    await seller.page.getByRole('button', { name: 'Yes, it arrived' }).click();
    await says(seller.page, 'Paid', 'By your word.');

    // The payer's page turns by itself.
    await says(page, 'You paid Anna', 'PAID');
    assert.ok(!(await page.content()).includes('1261'), 'a receipt no longer shows where to send money');
    assert.deepEqual(await context.cookies(), []);
  });

  it('refuses an account that isn’t one, and keeps what was typed', async () => {
    const { page } = await house.seller('mistyped', 'Anna');
    await page.goto('/app/methods/add/sepa');
    await page.locator('#sepa-iban').fill('DE75 5121 0800 1245 1261 98');
    await page.locator('#sepa-beneficiary').fill('Anna');
    await page.getByRole('button', { name: 'Add Bank transfer' }).click();
    await says(page, 'Nothing was saved yet');
    assert.equal(await page.locator('#sepa-iban').inputValue(), 'DE75 5121 0800 1245 1261 98');
    assert.equal(await page.locator('#sepa-iban').getAttribute('aria-invalid'), 'true');
  });
});

const row = (page, label) => page.locator('button.copy', { hasText: label });

async function addBank(page) {
  await page.goto('/app/methods/add/sepa');
  await page.locator('#sepa-iban').fill(PRINTED);
  await page.locator('#sepa-beneficiary').fill('Anna');
  await page.getByRole('button', { name: 'Add Bank transfer' }).click();
  await page.getByText('Bank transfer is added.').waitFor();
  assert.ok(!(await page.content()).replace(/\s/g, '').includes(IBAN), 'the account is not shown whole even to its owner');
}
