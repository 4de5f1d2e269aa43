// Home on a phone and on a desk: it turns by itself, what needs a look is answered by one press, and everything works without a script.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';
import { claim, says, useHouse } from './support.js';

const PHONE = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };
const SHOTS = process.env.CHIT_SHOTS;

const shot = async (page, name) => {
  if (!SHOTS) return;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
};
const fits = async (page) => {
  assert.deepEqual(await cutOff(page), []);
  for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), []);
};

describe('Home', () => {
  const house = useHouse();

  it('turns by itself when money arrives, and says so', async () => {
    const seller = await house.seller('home', 'Anna’s Bakery', PHONE);
    const { page } = seller;
    await says(page, 'Two steps to your first link', 'Say how you want to be paid', 'Make a link');
    await shot(page, 'home-new');
    await fits(page);
    await seller.takesTransfers();
    const loaves = await seller.request({ amount: '25.00', memo: 'Two loaves' });
    await page.getByRole('heading', { name: 'Newest' }).waitFor();
    await page.evaluate(() => { window.same = true; });
    await seller.paidByHand(loaves);
    await page.getByRole('status').filter({ hasText: '€25.00 arrived for Two loaves.' }).waitFor({ state: 'attached' });
    await says(page, 'Came in today · 1 payment', '€25.00', 'Paid');
    assert.ok(await page.evaluate(() => window.same), 'it was not loaded again');

    // Its chart has words, its numbers stay unfolded, and the focus stays where it was.
    assert.match(await page.getByRole('img').first().getAttribute('aria-label'), /^Last 7 days\. Most came in today: €25\.00$/);
    await page.locator('#numbers > summary').click();
    await page.locator('#tile-open').focus();
    await seller.paidByHand(await seller.request({ amount: '80.00', currency: 'CHF', memo: 'Cake' }));
    await says(page, 'CHF 80.00', '2 payments');
    assert.ok(await page.locator('#numbers').evaluate((numbers) => numbers.open));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tile-open');
    await page.locator('#numbers > summary').click();

    await claim(house, await seller.request({ amount: '99.00', memo: 'Wedding cake' }));
    await page.getByRole('link', { name: '1 needs a look' }).waitFor();
    assert.equal(await page.locator('.places .badge').innerText(), '1');
    await seller.request({ currency: 'EUR', min_amount: '5.00', max_amount: '50.00', memo: 'Rye, and a long text that does not fit on one line of a phone' });
    await says(page, '€5.00 – €50.00', 'Said to be sent');
    await shot(page, 'home');
    await fits(page);
    const { page: desk } = await seller.context.newPage().then((page) => ({ page }));
    await desk.setViewportSize(DESK.viewport);
    await desk.goto('/app');
    await says(desk, 'Needs a look', 'Has €99.00 arrived?');
    await shot(desk, 'home-desk');
    await fits(desk);
    await desk.goto('/app?lang=ar');
    await shot(desk, 'home-desk-ar');
    await desk.close();
    await page.goto('/app?lang=ar');
    await shot(page, 'home-ar');
    await fits(page);
  });

  it('asks about claims one by one, and about all at once', async () => {
    const seller = await house.seller('look', 'Anna', PHONE);
    const { page } = seller;
    await seller.takesTransfers();
    await claim(house, await seller.request({ amount: '99.00', memo: 'Wedding cake' }));
    await claim(house, await seller.request({ amount: '12.00', memo: 'Lamp' }));
    await claim(house, await seller.request({ amount: '3.50' }));
    await seller.paidByHand(await seller.request({ amount: '20.00', memo: 'Chairs' }), { amount: '25.00' });
    await page.goto('/app');
    await page.getByRole('link', { name: '4 need a look' }).click();
    await says(page, 'Has €99.00 arrived?', '€5.00 more arrived than the €20.00 you asked for.', 'All 3 arrived');
    await shot(page, 'look');
    await fits(page);

    // News doesn't move a button: a line says so.
    await page.evaluate(() => { window.same = true; });
    await seller.request({ amount: '1.00' });
    await page.getByText('Something changed.').waitFor();
    assert.ok(await page.evaluate(() => window.same));
    await page.getByRole('link', { name: 'Show' }).click();

    await page.getByRole('button', { name: 'Yes, it arrived' }).first().click();
    await page.waitForURL('**/app/look?at=1');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Has €12.00 arrived?');
    await page.getByRole('button', { name: 'Not yet' }).first().click();
    await page.getByText('Has €12.00 arrived?').waitFor({ state: 'hidden' });
    await claim(house, await seller.request({ amount: '7.00', memo: 'Rolls' }));
    await page.goto('/app/look');
    await page.getByRole('link', { name: /^Both arrived/ }).click();
    await says(page, 'Have both payments arrived?', 'Together €10.50');
    await shot(page, 'look-all');
    await fits(page);
    await page.getByRole('button', { name: 'Yes, all arrived' }).click();
    await page.waitForURL('**/app/look');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await says(page, 'Nothing needs a look.');
    await shot(page, 'look-none');
    await fits(page);
  });

  it('works without a script, and keeps alerts in the browser', async () => {
    const seller = await house.seller('alerts', 'Anna', PHONE);
    const { page } = seller;
    await seller.takesTransfers();
    await claim(house, await seller.request({ amount: '9.00', memo: 'Soup' }));
    await page.goto('/app/settings/alerts');
    const sound = page.getByRole('checkbox', { name: 'Play a sound' });
    assert.equal(await sound.isChecked(), false, 'off until it is wanted');
    await sound.check();
    await page.getByRole('button', { name: 'Try it' }).click();
    await shot(page, 'alerts');
    await fits(page);
    await page.reload();
    assert.ok(await sound.isChecked());

    const still = await house.person({ ...PHONE, javaScriptEnabled: false });
    await still.page.goto((await house.chit('payee', 'sign-in', 'alerts')).trim());
    await still.page.getByRole('button', { name: 'Sign in' }).click();
    await still.page.getByRole('link', { name: '1 needs a look' }).click();
    await still.page.getByRole('button', { name: 'Yes, it arrived' }).click();
    await says(still.page, 'Nothing needs a look.');
    await still.page.goto('/app');
    await says(still.page, 'Came in today · 1 payment', '€9.00');
    await seller.paidByHand(await seller.request({ amount: '4.00', memo: 'Tea' }));
    await still.page.getByRole('link', { name: 'Refresh' }).click();
    await says(still.page, 'Came in today · 2 payments', '€13.00');
    await still.page.goto('/app/settings/alerts');
    await says(still.page, 'This needs JavaScript');
    assert.equal(await still.page.getByRole('checkbox').count(), 0);
  });
});
