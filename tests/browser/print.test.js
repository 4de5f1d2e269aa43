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
