// The list of requests: it follows what is typed, its filters are its address, it works without a script, and has keys on a desk.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';
import { says, useHouse } from './support.js';

const SHOTS = fileURLToPath(new URL('shots/list/', import.meta.url));
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

describe('the list of requests', () => {
  const house = useHouse({ publicUrl: 'https://chit.example' });
  let storageState;

  before(async () => {
    await mkdir(SHOTS, { recursive: true });
    const seller = await house.seller('bakery', 'Anna’s Bakery');
    await seller.takesDemo();
    for (let n = 1; n <= 24; n += 1) await seller.request({ amount: `${n}.50`, memo: `Loaves of rye, basket ${n}` });
    await seller.request({ amount: '60.00', memo: 'Rent', max_payments: 3, labels: ['Stall'] });
    await seller.paidByHand(await seller.request({ amount: '4.20', memo: 'Coffee' }));
    await seller.cancel(await seller.request({ amount: '17.00', memo: 'Birthday cake' }));
    await seller.request({ amount: '1280.00', memo: 'Wedding cake for sixty, with marzipan and a small sugar couple', due_on: '2026-01-31', labels: ['Wedding', 'Market'] });
    await seller.request({ amount: '128450', currency: 'JPY', reference: 'R-17' });
    await seller.request({ memo: 'Tips', min_amount: '1.00' });
    storageState = await seller.context.storageState();
  });

  const open = async (path, viewport, options = {}) => {
    const { page } = await house.person({ storageState, isMobile: false, viewport, ...options });
    await page.goto(path);
    return page;
  };
  const shown = (page) => page.locator('.found .slips li').count();

  it('is whole on both screens, by day and by night, and for everybody', async () => {
    for (const [screen, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
      const page = await open('/app/requests', viewport);
      for (const [name, path] of [['list', ''], ['selecting', '?select=1'], ['none', '?q=nothing-like-it'], ['overdue', '?overdue=1']]) {
        await page.goto(`/app/requests${path}`);
        assert.deepEqual(await cutOff(page), [], `${name} on a ${screen}`);
        for (const theme of ['light', 'dark']) {
          assert.deepEqual(await held(page, theme), [], `${name} on a ${screen}`);
          await page.screenshot({ path: join(SHOTS, `${name}-${screen}-${theme}.png`), animations: 'disabled' });
        }
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto('/app/requests');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.screenshot({ path: join(SHOTS, `filter-${screen}.png`), animations: 'disabled' });
      await page.keyboard.press('Escape');
      await page.goto('/app/requests?lang=ar');
      assert.deepEqual(await cutOff(page), [], `Arabic on a ${screen}`);
      await page.screenshot({ path: join(SHOTS, `arabic-${screen}.png`), animations: 'disabled' });
    }
    const page = await open('/app/requests?select=1', PHONE);
    const boxes = await page.locator('.boxed').evaluateAll((all) => all.map((e) => e.getBoundingClientRect()).filter(({ width, height }) => width < 47.5 || height < 47.5));
    assert.deepEqual(boxes, [], 'boxes for a thumb');
  });

  it('follows what is typed, and keeps the focus', async () => {
    const page = await open('/app/requests?status=open', PHONE);
    await says(page, '28 requests');
    await page.locator('#q').focus();
    await page.keyboard.type('wedding', { delay: 20 });
    await page.waitForURL('**/app/requests?status=open&q=wedding');
    await says(page, '1 request', '€1,280.00');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
    assert.equal(await page.locator('#q').inputValue(), 'wedding');
    // The chips keep the search, and a filter of the address survives a way there and back.
    await page.getByRole('link', { name: 'Paid', exact: true }).click();
    await page.waitForURL('**/app/requests?q=wedding&status=paid');
    await says(page, 'No request fits');
    await page.goBack();
    await says(page, '1 request', '€1,280.00');
    assert.equal(await page.locator('#q').inputValue(), 'wedding');
  });

  it('stays readable offline, says since when, and goes on when the line is back', async () => {
    const page = await open('/app/requests', PHONE);
    const stood = page.locator('[data-part=stood]');
    assert.ok(await stood.isHidden());
    await page.context().setOffline(true);
    await stood.waitFor();
    assert.match(await stood.textContent(), /Offline\. This is how it stood at \d{2}:\d{2}/);
    await page.evaluate(() => window.chit.swap('/app/requests?q=coffee', true));
    assert.equal(await shown(page), 25, 'nothing is taken away');
    assert.match(page.url(), /\/app\/requests$/);
    await page.context().setOffline(false);
    await stood.waitFor({ state: 'hidden' });
    await page.locator('#q').fill('coffe');
    await page.waitForURL('**/app/requests?q=coffe');
    assert.equal(await shown(page), 1);
  });

  it('says how many are chosen', async () => {
    const page = await open('/app/requests?select=1', PHONE);
    const chosen = page.locator('[data-chosen]');
    assert.ok(await chosen.isHidden());
    await page.getByLabel('Select: Tips').check();
    await page.getByLabel('Select: Rent').check();
    await chosen.waitFor();
    assert.equal(await chosen.textContent(), 'Chosen · 2');
    assert.deepEqual(await cutOff(page), []);
    await page.screenshot({ path: join(SHOTS, 'chosen-phone.png'), animations: 'disabled' });
    await page.getByLabel('Select: Tips').uncheck();
    await page.getByLabel('Select: Rent').uncheck();
    await chosen.waitFor({ state: 'hidden' });
  });

  it('works without a script', async () => {
    const page = await open('/app/requests', PHONE, { javaScriptEnabled: false });
    await page.locator('#q').fill('coffee');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL('**/app/requests?q=coffee');
    assert.equal(await shown(page), 1);
    await page.goto('/app/requests');
    await page.getByRole('link', { name: 'Older' }).click();
    assert.equal(await shown(page), 5);
    await page.getByRole('link', { name: 'Select' }).click();
    await page.getByLabel('Select: Tips').check();
    await page.getByLabel('Select: Birthday cake').check();
    await page.getByRole('button', { name: 'Archive' }).click();
    await says(page, 'Archive these requests', 'Birthday cake', 'Left as they are: 1');
    await page.getByRole('button', { name: 'Archive' }).click();
    await says(page, 'Archived: 1', '29 requests');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Only archived ones').check();
    await page.getByRole('button', { name: 'Show' }).click();
    await says(page, '1 request', 'Birthday cake');
  });

  it('has keys on a desk, which a switch turns off', async () => {
    const page = await open('/app/requests', DESK);
    const focused = () => page.evaluate(() => document.activeElement.closest('.slips a')?.querySelector('.memo').textContent);
    await page.keyboard.press('j');
    assert.equal(await focused(), 'Tips');
    await page.keyboard.press('j');
    assert.equal(await focused(), 'R-17');
    await page.keyboard.press('x');
    assert.equal(await page.locator('.boxed :checked').count(), 1);
    await page.keyboard.press('k');
    assert.equal(await focused(), 'Tips');
    await page.keyboard.press('/');
    await page.keyboard.type('j');
    assert.equal(await page.locator('#q').inputValue(), 'j');
    await page.goto('/app/requests');
    await page.getByLabel('Keys:').uncheck();
    await page.reload();
    await page.keyboard.press('j');
    assert.equal(await focused(), undefined);
    await page.getByLabel('Keys:').check();
    await page.keyboard.press('n');
    await page.waitForURL('**/app/new');
  });
});
