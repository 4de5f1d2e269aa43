// What comes out of a printer: a sheet of A6 for the counter, whatever stands on it, and a receipt.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { says, useHouse } from './support.js';

/// The pages of a PDF, in millimetres.
function pages(pdf) {
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  return boxes.map(([, ...sides]) => sides.map((points) => Math.round((points / 72) * 25.4)));
}

describe('the sheet for a counter', () => {
  const house = useHouse();

  for (const [what, terms, name] of [
    ['a usual request', { amount: '25.00', memo: 'Two loaves of rye and a cake' }, 'Anna’s Bakery'],
    ['a long name, twelve digits, a long memo', { amount: '9999999999.99', memo: 'Wide words '.repeat(12) }, 'W'.repeat(35)],
    ['any amount', { memo: 'Tips' }, 'Anna’s Bakery'],
  ]) {
    it(`is one A6: ${what}`, async () => {
      const seller = await house.payee(`counter-${what.length}`, name);
      await seller.takesDemo();
      const { url } = await seller.request(terms);
      const { page } = await house.person();
      await page.goto(`${url}/print`);
      await says(page, 'Scan to pay');
      const pdf = await page.pdf({ preferCSSPageSize: true });
      assert.deepEqual(pages(pdf), [[105, 148]]);
    });
  }
});

describe('a Swiss QR-bill', () => {
  const house = useHouse();

  it('fits a phone, and lies on an A4 where the style guide has it', async () => {
    const seller = await house.payee('qr-bill', 'Zoë Müller');
    const settings = {
      iban: 'CH44 3199 9123 0008 8901 2', beneficiary: 'Zoë Müller', street: 'Rue du Lac', building: '12a', postcode: '2501', town: 'Biel/Bienne',
    };
    await seller.api('methods', { rail: 'swiss', settings });
    const { url } = await seller.request({ amount: '1949.75', currency: 'CHF', memo: 'Two loaves' });
    const { page } = await house.person({ locale: 'de-CH' });
    await page.goto(url);
    await page.locator('button[name=method]').click();
    await page.waitForURL('**/p/*');
    await says(page, 'nur für das E-Banking');
    await page.getByRole('link', { name: 'Ganze QR-Rechnung' }).click();
    await page.waitForURL('**/qr-bill');
    await says(page, 'Zahlteil', 'Empfangsschein', '1 949.75');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, 'it fits the screen');
    const code = await page.locator('.part svg.qr').screenshot();
    const { rf } = (await seller.api('requests')).data[0];
    assert.ok(rf);
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: 'print' });
    // Millimetres from the left and from the foot of an A4, as the style guide counts them.
    const boxes = await page.evaluate(() => {
      const bill = document.querySelector('.bill').getBoundingClientRect();
      const mm = (px) => Math.round((px / 96) * 25.4 * 2) / 2;
      const of = (selector) => {
        const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
        return [mm(left - bill.left), mm(top - bill.top), mm(width), mm(height)];
      };
      return {
        bill: [mm(bill.width), mm(bill.height)],
        stub: of('.stub'), part: of('.part'), code: of('.part .qr'), blank: of('.part .blank'), small: of('.stub .blank'),
        whole: [...document.querySelectorAll('.bill .details')].every((part) => part.scrollHeight <= part.clientHeight + 1),
      };
    });
    assert.deepEqual(boxes.bill, [210, 105]);
    assert.deepEqual(boxes.stub, [0, 0, 62, 105]);
    assert.deepEqual(boxes.part, [62, 0, 148, 105]);
    assert.deepEqual(boxes.code, [67, 17, 46, 46]);
    assert.deepEqual([boxes.blank.slice(2), boxes.small.slice(2)], [[65, 25], [52, 20]]);
    assert.ok(boxes.whole, 'nothing runs over its part');
    assert.deepEqual(pages(await page.pdf({ preferCSSPageSize: true })), [[210, 297]]);
    assert.ok(code.length > 0);
  });
});

describe('a receipt on paper', () => {
  const house = useHouse();

  it('is what was paid, without what a screen is for', async () => {
    const seller = await house.payee('printed', 'Anna’s Bakery');
    await seller.takesDemo();
    const { url, code } = await seller.request({ amount: '25.00', memo: 'Two loaves' });
    const { page } = await house.person();
    await page.goto(url);
    await page.locator('button[name=method]').click();
    await page.locator('button[value=approve]').click();
    await page.waitForURL('**/p/*');
    await says(page, '€25.00', 'Two loaves', code);
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('button, a, summary').evaluateAll((all) => all.filter((e) => e.checkVisibility()).length);
    assert.equal(shown, 0, 'nothing to press');
    assert.equal(pages(await page.pdf({ format: 'A5' })).length, 1);
  });
});
