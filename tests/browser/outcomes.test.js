// What a payer is told when a payment does not simply arrive, and when a link can't be paid.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse, words } from './support.js';

describe('a payment by the stand-in', () => {
  const house = useHouse();

  it('can be declined, and then tried again', async () => {
    const seller = await house.seller('declined', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '8.50', memo: 'Tickets' });
    const { page } = await house.person();
    await page.goto(request.url);
    await payByDemo(page, 'Decline it');
    await says(page, 'Did not go through', 'No money has reached Anna', 'Try again or choose another way to pay');
    assert.equal(await page.getByText('PAID', { exact: true }).count(), 0);

    await page.getByRole('link', { name: 'Back to the request' }).click();
    await payByDemo(page, 'Approve the payment');
    await says(page, 'PAID');
    await seller.page.goto(`/app/requests/${request.code}`);
    await says(seller.page, 'Paid', 'A payment did not go through', 'Demo reported it.');
  });

  it('can be left on its way, and can’t be paid twice meanwhile', async () => {
    const seller = await house.seller('waiting', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '8.50' });
    const { page } = await house.person();
    await page.goto(request.url);
    await payByDemo(page, 'Leave it on its way');
    await says(page, 'On its way', 'don’t pay again');
    await page.goto(request.url);
    await says(page, 'A payment is on its way', 'Don’t pay again');
    assert.equal(await page.getByRole('button').count(), 0);
    await seller.page.goto(`/app/requests/${request.code}`);
    await says(seller.page, 'On its way', 'Nothing to do. Demo says that €8.50 is on its way.');
  });

  it('can be left and gone on with', async () => {
    const seller = await house.seller('resumed', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '8.50' });
    const { page } = await house.person();
    await page.goto(request.url);
    await page.getByRole('button', { name: /with Demo/ }).click();
    await page.waitForURL('**/sandbox/**');
    await says(page, 'TEST', 'No money moves on this page', '€8.50', 'Anna');
    await page.goBack();
    await payByDemo(page, 'Approve the payment');
    await says(page, 'PAID');
  });
});

describe('a link that can’t be paid', () => {
  const house = useHouse();

  it('says that it has expired', async () => {
    const seller = await house.seller('expired', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '3.00', expires_at: '2099-01-31T12:00:00Z' });
    // With scripts the page would turn by itself, before the button is pressed or after.
    const { page } = await house.person({ javaScriptEnabled: false });
    await page.goto(request.url);
    await page.getByRole('button', { name: /with Demo/ }).waitFor();
    await house.outlive(request);
    // Too late on a page that was opened in time: nothing is started, and the page says why.
    await page.getByRole('button', { name: /with Demo/ }).click();
    await says(page, 'Expired', 'can’t be paid any more', 'ask Anna for a new link');
    assert.equal(await page.getByRole('button').count(), 0);
  });

  it('says that it was cancelled', async () => {
    const seller = await house.seller('cancelled', 'Anna');
    await seller.takesDemo();
    const request = await seller.request({ amount: '3.00' });
    await seller.page.goto(`/app/requests/${request.code}`);
    await seller.page.getByText('Cancel it').click();
    await seller.page.getByRole('button', { name: 'Cancel the request' }).click();
    await says(seller.page, 'Cancelled');
    const { page } = await house.person();
    await page.goto(request.url);
    await says(page, 'Cancelled', 'Anna has withdrawn this request, so don’t pay it');
    assert.equal(await page.getByRole('button').count(), 0);
  });

  it('says that nobody can be paid yet', async () => {
    const seller = await house.seller('early', 'Anna');
    const request = await seller.request({ amount: '3.00' });
    const { page } = await house.person();
    await page.goto(request.url);
    await says(page, 'This can’t be paid yet', 'has not set up a way to be paid yet');
  });

  it('says one and the same about everything that isn’t there', async () => {
    const { page } = await house.person();
    const told = new Set();
    for (const path of ['/r/11111111111', '/r/nonsense', '/nobody-here', '/nobody-here/25', '/p/nonsense']) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 404, path);
      told.add(await words(page));
    }
    assert.deepEqual([...told], ['Nothing here This link leads nowhere. Check that it was copied whole, or ask whoever sent it.']);
  });
});
