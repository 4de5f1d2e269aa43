// The operator's corner, on a phone of 360×740 and on a desk, in both themes, with script and without.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const DESK = { viewport: { width: 1280, height: 800 } };
const shots = process.env.CHIT_SHOTS;

describe('the operator’s corner', () => {
  const house = useHouse({ settings: { CHIT_OPERATORS: 'op-phone,op-desk,op-plain' } });

  for (const [where, screen] of [['phone', PHONE], ['desk', DESK], ['plain', { ...PHONE, javaScriptEnabled: false }]]) {
    it(`is of use on a ${where}`, async () => {
      const { page } = await house.seller(`op-${where}`, 'Olga', screen);
      const judged = async (name) => {
        for (const theme of where === 'plain' ? [] : ['light', 'dark']) {
          assert.deepEqual(await held(page, theme), [], name);
          if (shots) await page.screenshot({ path: `${shots}/O-${where}-${name}-${theme}.png`, fullPage: true });
        }
        assert.deepEqual(await cutOff(page, screen.viewport.width), [], name);
        const small = await page.evaluate(() => [...document.querySelectorAll('main button, footer a')]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 47.5).map((e) => e.outerHTML.slice(0, 90)));
        assert.deepEqual(small, [], `targets of ${name}`);
      };
      const tapped = async (target) => {
        const loaded = page.waitForEvent('load');
        await target.click();
        await loaded;
      };

      // A payee whose link is reported, with a webhook that nobody hears.
      const seller = await house.seller(`reported-${where}`, 'Mallory', PHONE);
      await seller.takesDemo();
      const { url, code } = await seller.request({ amount: '25.00', memo: 'zq7memo' });
      await seller.api('webhooks', { url: 'http://127.0.0.1:1/zq7path', events: null });
      await seller.request({ amount: '7.00' });
      const payer = (await house.person(PHONE)).page;
      for (const reason of ['Something else', 'It pretends to be somebody else']) {
        await payer.goto(`${url}/report`);
        const sent = payer.waitForEvent('load');
        await payer.getByRole('button', { name: reason }).click();
        await sent;
      }

      await page.goto('/app/settings');
      await tapped(page.getByRole('link', { name: 'Operator’s corner' }));
      await says(page, 'Reported links', code, 'Something else: 1', 'Waits for you', 'Payees without a way to be paid');
      assert.ok(!(await page.content()).includes('zq7'));
      await judged('corner');
      const row = page.locator('tr', { hasText: code });
      await tapped(row.first().getByRole('button', { name: 'Take down' }));
      await says(page, 'Taken down');
      assert.equal((await payer.request.get(url)).status(), 404);
      await judged('down');
      await tapped(row.first().getByRole('button', { name: 'Put back' }));
      assert.equal((await payer.request.get(url)).status(), 200);
      await tapped(row.first().getByRole('button', { name: 'Dismiss reports' }));
      await says(page, 'Dismissed in the last 90 days');

      await page.locator('#link').fill('nothing');
      await tapped(page.locator('form:has(#link) button'));
      await says(page, 'Write a request’s code');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'link');
      await judged('refused');

      await tapped(page.getByRole('link', { name: 'Version and health' }));
      await says(page, 'Answers and takes writes', 'polls');
      await judged('health');

      await page.goto('/app/operator/texts/accessibility');
      await says(page, 'This is a draft.');
      await judged('draft');
      await page.locator('#text').fill('These pages are for everybody.\n\nTell us what is not: olga@example.org');
      await tapped(page.getByRole('button', { name: 'Save' }));
      await says(page, 'Saved.');
      await judged('saved');
      await payer.goto(url);
      const shown = payer.waitForEvent('load');
      await payer.getByRole('link', { name: 'Accessibility' }).click();
      await shown;
      await says(payer, 'These pages are for everybody.');
      if (where !== 'plain') for (const theme of ['light', 'dark']) assert.deepEqual(await held(payer, theme), []);
      assert.deepEqual(await cutOff(payer, 360), []);
      // Emptied, it is gone, and the next operator begins with the draft again.
      await page.locator('#text').fill('');
      await tapped(page.getByRole('button', { name: 'Save' }));
      await says(page, 'This is a draft.');
      assert.equal((await payer.request.get('/accessibility')).status(), 404);
    });
  }
});
