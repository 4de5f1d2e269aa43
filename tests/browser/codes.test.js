// A merchant's own code: sent as a picture or pasted, seen by the payee before it is saved, scanned by the payer, claimed, and confirmed.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DESKTOP, copied, says, scan, useHouse } from './support.js';
import { shoot } from './support/shoot.js';

const PHOTO = fileURLToPath(new URL('../data/codes/photo.jpg', import.meta.url));
/// A phone, with the pixels of one: a code of 61 modules is finer than a screen of one pixel a dot shows it.
const SMALL = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3 };
const QRIS = '00020101021126570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI5204581253033605802ID5922Warung Sayur Bu Sugeng6010Kab. Demak610559567630458C7';
/// The code of a payment but for its checksum.
const paid = (amount, rf) => QRIS.slice(0, -8).replace('010211', '010212').replace('5802ID', `54${String(amount.length).padStart(2, '0')}${amount}5802ID`) + `62200516${rf}6304`;

describe('a merchant’s code', () => {
  const house = useHouse();

  for (const [size, options] of [['360', SMALL], ['1280', { ...DESKTOP, deviceScaleFactor: 2 }]]) {
    it(`is read from a picture and seen before it is saved, at ${size}`, async () => {
      const { page } = await house.seller(`pictured${size}`, 'Anna', options);
      await page.goto('/app/methods/add');
      await page.locator('a[href$="/add/merchant_code"]').click();
      await shoot(page, `code-form-${size}`);
      await page.getByLabel('Text of the code').fill(QRIS.replace('Warung', 'Warong'));
      await page.getByRole('button', { name: 'See what payers get' }).click();
      await says(page, 'Nothing was saved yet', 'check doesn’t fit');
      assert.equal(await page.locator('#merchant_code-code').getAttribute('aria-invalid'), 'true');
      await shoot(page, `code-form-wrong-${size}`);

      await page.getByLabel('Picture of the code').setInputFiles(PHOTO);
      await page.getByRole('button', { name: 'Read the picture' }).click();
      await says(page, 'What the payer will see', 'Warung Sayur Bu Sugeng', 'Kab. Demak', 'with QRIS', 'See that it is yours');
      assert.equal(await page.getByLabel('Text of the code').inputValue(), QRIS);
      const trial = page.locator('details.scan');
      if (!(await page.locator('svg.qr').isVisible())) await trial.locator('summary').click();
      // Clear of the bar with the button, which lies over the lower edge.
      await page.locator('svg.qr').evaluate((code) => code.scrollIntoView({ block: 'center' }));
      const seen = await scan(await page.locator('svg.qr').screenshot());
      assert.equal(seen.slice(0, -4).replace(/RF\w{14}/, 'RF'), paid('25', 'RF'), 'the code to try');
      await shoot(page, `code-form-seen-${size}`);
      assert.equal(await page.locator('button.primary, a.primary').count(), 1, 'one filled button');
      await page.getByRole('button', { name: 'Add QRIS' }).click();
      await says(page, 'QRIS is added.');
    });
  }

  it('is scanned or copied by a payer, who says that it is sent', async () => {
    const seller = await house.seller('coded', 'Bu Sugeng');
    await seller.api('methods', { rail: 'merchant_code', settings: { code: QRIS } });
    const request = await seller.request({ amount: '25000.00', currency: 'IDR', memo: 'Sayur' });
    const { page } = await house.person(SMALL);
    await page.goto(request.url);
    assert.ok(!(await page.content()).includes('Warung'), 'the pay page holds nothing of the code');
    await shoot(page, 'code-request-360');
    await page.getByRole('button', { name: 'with QRIS' }).click();
    await page.waitForURL('**/p/*');
    await says(page, 'Pay with QRIS', 'Warung Sayur Bu Sugeng', 'Recipient in the code');
    const wanted = paid('25000', request.rf);
    const text = await copied(page, page.locator('button.copy', { hasText: 'Code to copy and paste' }));
    assert.equal(text.slice(0, -4), wanted);
    assert.equal(await copied(page, page.locator('button.copy', { hasText: 'Reference' })), request.rf);
    await page.locator('details:has(svg.qr) > summary').click();
    assert.equal(await scan(await page.locator('svg.qr').screenshot()), text);
    await shoot(page, 'code-payment-360');
    const desk = (await house.person({ ...DESKTOP, deviceScaleFactor: 2 })).page;
    await desk.goto(page.url());
    assert.equal(await scan(await desk.locator('svg.qr').screenshot()), text, 'on a desk the code is in sight');
    await shoot(desk, 'code-payment-1280');
    await page.getByRole('button', { name: 'I have sent the money' }).click();
    await says(page, 'Waiting for confirmation', 'You said that you have sent it');
    await seller.page.goto(`/app/requests/${request.code}`);
    await seller.page.getByRole('button', { name: 'Yes, it arrived' }).click();
    await says(page, 'You paid Bu Sugeng', 'PAID', 'QRIS');
  });

  it('works without scripts', async () => {
    const { page } = await house.seller('scriptless', 'Anna', { ...SMALL, javaScriptEnabled: false });
    await page.goto('/app/methods/add/merchant_code');
    await page.getByLabel('Picture of the code').setInputFiles(PHOTO);
    await page.getByRole('button', { name: 'Read the picture' }).click();
    await page.getByRole('button', { name: 'Add QRIS' }).click();
    await says(page, 'QRIS is added.');
  });
});
