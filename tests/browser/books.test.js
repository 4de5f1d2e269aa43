// The books on a phone and on a desk: pictures in shots/ of every part, by day and by night, and a month on paper. Nothing is wider than
// the screen, and nothing to press is smaller than a thumb.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cutOff } from './support/fit.js';
import { says, useHouse } from './support.js';

const SHOTS = fileURLToPath(new URL('shots/books/', import.meta.url));
const SCREENS = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };

describe('the books', () => {
  const house = useHouse({ publicUrl: 'https://chit.example' });
  let storageState;
  let page;

  before(async () => {
    await mkdir(SHOTS, { recursive: true });
    const seller = await house.seller('bakery', 'Anna’s Bakery');
    const paid = async (terms, day) => seller.paidByHand(await seller.request(terms), { paid_on: day });
    await paid({ amount: '4.20', memo: 'Coffee' }, '2026-01-30');
    const cake = await paid({ amount: '1250.00', memo: 'Wedding cake for sixty, with marzipan and a small sugar couple', reference: 'R-17' }, '2026-02-03');
    for (let day = 10; day < 20; day += 1) await paid({ amount: `${day}.50`, memo: 'Two loaves of rye' }, `2026-02-${day}`);
    await paid({ amount: '128450', currency: 'JPY', memo: 'Mehl und Salz' }, '2026-02-21');
    await seller.api(`payments/${cake.id}/refund`, { amount: '50.00' });
    storageState = await seller.context.storageState();
  });

  beforeEach(async () => {
    page = (await house.person({ storageState })).page;
  });

  /// The page on both screens and in both themes, all of it.
  async function shoot(name) {
    for (const [screen, viewport] of Object.entries(SCREENS)) {
      await page.setViewportSize(viewport);
      assert.deepEqual(await cutOff(page), [], `${name} on a ${screen}`);
      if (screen === 'phone') assert.deepEqual(await page.evaluate(tooSmall), [], `${name} is hard to press`);
      assert.ok(await page.locator('main .primary:visible').count() <= 1, `${name} has one filled button`);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `${name}-${screen}-${colorScheme}.png`), animations: 'disabled', fullPage: true });
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  const go = async (address, name, ...texts) => {
    await page.goto(address);
    await says(page, ...texts);
    await shoot(name);
  };

  it('shows what a file will have', async () => {
    await go('/app/books?from=2026-02-01&to=2026-02-28', 'export', 'February 2026', '12 lines', '¥128,450');
    await go('/app/books?from=2020-01-01&to=2020-01-31', 'export-empty', 'No money moved in these days');
    await go('/app/books?from=2026-02-01&to=2026-02-28&zone=Nowhere/Land', 'export-refused', 'Nothing can be shown yet');
    await page.goto('/app/books?from=2026-02-01&to=2026-02-28');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
    assert.equal(file.suggestedFilename(), 'movements-provisional.csv');
  });

  it('puts a month on paper', async () => {
    await go('/app/books/month/2026-02', 'month', 'Statement of the books', 'Balance before 1 February 2026', 'Provisional');
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('nav, button, .tabs').evaluateAll((all) => all.filter((e) => e.checkVisibility()).length);
    assert.equal(shown, 0, 'nothing to press');
    await page.setViewportSize({ width: 794, height: 1123 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'it fits an A4');
    await page.screenshot({ path: join(SHOTS, 'month-paper.png'), fullPage: true });
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    assert.ok((pdf.match(/\/MediaBox/g) ?? []).length <= 3, 'on few sheets');
    await page.emulateMedia({ media: null });
  });

  it('closes and delivers', async () => {
    await go('/app/books/close', 'close-none', 'Nothing is closed yet');
    await page.locator('#until').fill('2026-02-28');
    await page.getByRole('button', { name: 'Close up to this day' }).click();
    await says(page, 'Up to 28 February 2026 nothing can change any more');
    await shoot('close');
    await go('/app/books/deliveries', 'deliveries-none', 'since your last delivery');
    await page.getByRole('button', { name: 'Deliver what is new' }).click();
    await says(page, 'Batch 1', 'Nothing new since your last delivery');
    await shoot('deliveries');
    await go('/app/books/accounts', 'accounts', 'Beancount and hledger');
  });
});

/// What is lower than 48 pixels and can be pressed. Links within a sentence are as high as their line.
function tooSmall() {
  const pressable = 'button, summary, select, textarea, a, label:has([type=radio], [type=checkbox]), input:not([type=hidden], [type=radio], [type=checkbox])';
  return [...document.querySelectorAll(pressable)]
    .filter((e) => !e.matches('p a, .skip') && e.checkVisibility() && e.getBoundingClientRect().height < 47.5)
    .map((e) => e.outerHTML.slice(0, 80));
}
