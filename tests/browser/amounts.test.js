// Amounts that the payer types, in the payer's own notation.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';

describe('an open amount', () => {
  const house = useHouse();
  const open = async (handle, terms = {}) => {
    const seller = await house.seller(handle, 'Anna');
    await seller.takesDemo();
    const request = await seller.request(terms);
    const { page } = await house.person();
    await page.goto(request.url);
    return page;
  };

  for (const [handle, typed] of [['comma', '12,50'], ['point', '12.50']]) {
    it(`can be typed as ${typed}`, async () => {
      const page = await open(handle);
      await page.getByLabel('How much').fill(typed);
      await payByDemo(page, 'Approve the payment');
      await says(page, 'You paid Anna', '€12.50');
    });
  }

  it('has bounds, says so, and keeps what was typed', async () => {
    const page = await open('bounded', { min_amount: '5.00', max_amount: '50.00' });
    const amount = page.getByLabel('How much');
    for (const [typed, told] of [['4,99', 'smallest amount is €5.00'], ['50,01', 'largest amount is €50.00'], ['twelve', 'in digits']]) {
      await amount.fill(typed);
      await page.getByRole('button', { name: /with Demo/ }).click();
      await page.getByRole('alert').filter({ hasText: told }).waitFor();
      assert.equal(await amount.inputValue(), typed);
      assert.equal(await amount.getAttribute('aria-invalid'), 'true');
    }
    await amount.fill('5');
    await payByDemo(page, 'Approve the payment');
    await says(page, '€5.00', 'PAID');
  });
});

describe('a personal link', () => {
  const house = useHouse();

  it('takes any amount, a given one, and makes the best of nonsense', async () => {
    const seller = await house.seller('personal', 'Anna');
    await seller.takesDemo();
    const { page } = await house.person();
    await page.goto('/PERSONAL');
    await page.getByLabel('How much').fill('7');
    await payByDemo(page, 'Approve the payment');
    await says(page, '€7.00', 'PAID');
    await page.goto('/personal/25.50usd');
    await says(page, 'Anna asks for', '$25.50');
    const answer = await page.goto('/personal/2,5,0x');
    assert.equal(answer.status(), 404);
    await says(page, 'The amount in this link can');
    await page.getByLabel('How much').waitFor();

    await seller.page.goto('/app');
    assert.equal(await seller.page.locator('.newest li').count(), 1, 'looking stores nothing; paying does');
  });
});

describe('a new request', () => {
  const house = useHouse();

  it('keeps everything that was typed when something is wrong', async () => {
    const { page } = await house.seller('typing', 'Anna');
    await page.goto('/app/new');
    await page.getByLabel('Amount', { exact: true }).fill('1,2,3');
    await page.getByRole('button', { name: 'Currency' }).click();
    await page.getByLabel('Search for a currency').fill('us dollar');
    await page.getByRole('button', { name: 'USD' }).click();
    await page.getByLabel('What for').fill('Noodles');
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByLabel('Your reference').fill('R-17');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Make link' }).click();
    await says(page, 'Nothing was saved yet');
    assert.equal(await page.getByLabel('Amount', { exact: true }).inputValue(), '1,2,3');
    assert.equal(await page.getByLabel('What for').inputValue(), 'Noodles');
    assert.equal(await page.locator('#reference').inputValue(), 'R-17');
    await page.getByLabel('Amount', { exact: true }).fill('1,234.5');
    await page.getByRole('button', { name: 'Make link' }).click();
    await says(page, 'Link ready', '$1,234.50');
  });
});
