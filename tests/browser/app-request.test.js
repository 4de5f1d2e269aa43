// One request: what to do, what happened, and money that goes back; on a phone, at a desk, and without a script.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { claim, copied, says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const PHONE = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };
const BREAD = { amount: '25.00', memo: 'Two loaves of rye and a cake' };
// A directory for pictures of the pages, to look at; none are made without it.
const SHOTS = process.env.CHIT_TEST_SHOTS;

async function shoot(page, name) {
  if (!SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

/// Requests in the states that ask different things of their payee.
async function several(house, seller) {
  const claimed = await seller.request(BREAD);
  await claim(house, claimed);
  const open = await seller.request({ ...BREAD, due_on: '2099-01-31' });
  const paid = await seller.request(BREAD);
  await seller.paidByHand(paid, { amount: '27.50', note: 'At the door' });
  const part = await seller.request(BREAD);
  await seller.paidByHand(part, { amount: '10.00' });
  const cancelled = await seller.request(BREAD);
  await seller.cancel(cancelled);
  return { open, claimed, over: paid, part, cancelled };
}

const primary = (page) => page.locator('main .primary:visible');

describe('one request', () => {
  const house = useHouse();

  it('asks one thing of its payee, within reach of the thumb, whole and for everybody', async () => {
    const { page, ...seller } = await house.seller('anna', 'Anna’s Bakery', PHONE);
    await seller.takesTransfers();
    const wanted = { open: 'Share', claimed: 'Yes, it arrived', over: 'Keep it', part: 'Share for the rest', cancelled: 'Make it again' };
    for (const [name, request] of Object.entries(await several(house, seller))) {
      await page.goto(`/app/requests/${request.code}`);
      assert.deepEqual(await primary(page).allInnerTexts(), [wanted[name]], name);
      const box = await primary(page).boundingBox();
      assert.ok(box.y > 370 && box.y + box.height <= 740 - 56 && box.height >= 48, `${name}: ${JSON.stringify(box)}`);
      assert.deepEqual(await cutOff(page, 360), [], name);
      for (const theme of ['light', 'dark']) {
        assert.deepEqual(await held(page, theme), [], name);
        await shoot(page, `phone-${name}-${theme}`);
      }
      await page.setViewportSize(DESK.viewport);
      assert.deepEqual(await held(page, 'light'), [], `${name} at a desk`);
      assert.deepEqual(await cutOff(page, 1280), [], name);
      await shoot(page, `desk-${name}`);
      await page.setViewportSize(PHONE.viewport);
    }
    assert.match(await page.locator('.story li').first().innerText(), /^You cancelled it/);
  });

  it('turns by itself when news arrives, and keeps its button under the thumb', async () => {
    const { page, ...seller } = await house.seller('live', 'Anna', PHONE);
    await seller.takesTransfers();
    const request = await seller.request(BREAD);
    await page.goto(`/app/requests/${request.code}`);
    assert.equal(await copied(page, page.getByRole('button', { name: 'Copy link' })), request.url);
    await page.evaluate(() => { window.here = true; });
    await seller.paidByHand(request);
    await says(page, '€25.00 arrived', 'Something changed. Show');
    assert.equal(await page.evaluate(() => window.here), true, 'without a reload');
    assert.deepEqual(await primary(page).allInnerTexts(), ['Share']);
    await page.getByRole('link', { name: 'Show', exact: true }).click();
    await says(page, 'New link like this');
    assert.equal(await page.getByText('Something changed.').isVisible(), false);
  });

  it('does everything without a script: put off, confirm, take back, send back', async () => {
    const { page: signedIn, context, ...seller } = await house.seller('plain', 'Anna', PHONE);
    await seller.takesTransfers();
    const request = await seller.request(BREAD);
    await claim(house, request);
    const plain = await house.person({ ...PHONE, javaScriptEnabled: false });
    await plain.context.addCookies(await context.cookies());
    await signedIn.close();
    const { page } = plain;
    const button = (name) => page.locator('button:visible', { hasText: name });
    await page.goto(`/app/requests/${request.code}`);
    await button('Not yet').click();
    await says(page, 'You put this off until');
    await button('Yes, it arrived').click();
    await says(page, '€25.00 arrived', 'By your word.');
    await page.locator('summary', { hasText: 'It had not arrived' }).click();
    await button('It had not arrived').press('Enter');
    await says(page, 'Has €25.00 arrived?', 'You said that it had not arrived.');
    await button('Yes, it arrived').click();
    await page.getByRole('link', { name: /^Send money back/ }).click();
    await says(page, '€25.00 arrived on', 'Amount, €25.00 at most');
    assert.deepEqual(await cutOff(page, 360), []);
    await page.locator('#amount').fill('26');
    await page.locator('#sent').check();
    await button('Record it').click();
    await says(page, '€25.00 is left: at most that can go back.');
    assert.equal(await page.locator('#amount').inputValue(), '26');
    await shoot(page, 'phone-refund-refused');
    await page.locator('#amount').fill('5');
    await page.locator('#sent').check();
    await button('Record it').click();
    await says(page, '€5.00 went back', 'Sent back by you, by your word.');
  });

  it('is read from right to left, and in letters of twice the size', async () => {
    const { context, ...seller } = await house.seller('large', 'Anna', PHONE);
    await seller.takesTransfers();
    const request = await seller.request(BREAD);
    await claim(house, request);
    const arabic = await house.person({ ...PHONE, locale: 'ar' });
    await arabic.context.addCookies(await context.cookies());
    await arabic.page.goto(`/app/requests/${request.code}`);
    assert.equal(await arabic.page.locator('html').getAttribute('dir'), 'rtl');
    assert.deepEqual(await cutOff(arabic.page, 360), []);
    await shoot(arabic.page, 'phone-rtl');
    // Half the width shows what letters of twice the size do.
    const large = await house.person({ viewport: { width: 180, height: 370 }, locale: 'de' });
    await large.context.addCookies(await context.cookies());
    await large.page.goto(`/app/requests/${request.code}`);
    assert.deepEqual(await cutOff(large.page, 180), []);
    await shoot(large.page, 'phone-large');
  });
});
