// Paying without a pointer, and with eyes that need large letters.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { says, useHouse } from './support.js';
import { cutOff } from './support/fit.js';

const NARROW = { viewport: { width: 360, height: 740 } };

async function asked(house, handle) {
  const seller = await house.payee(handle, 'Anna’s Bakery');
  await seller.takesDemo();
  await seller.takesTransfers();
  return seller.request({ amount: '25.00', memo: 'Two loaves of rye and a cake', due_on: '2099-01-31' });
}

/// Everything that can be acted on, in the order of the page; each by a name to tell it by.
const actions = (page) => page.evaluate(() => {
  const pressable = 'a[href], button:not([disabled]), summary, input:not([type=hidden], [disabled]), select, textarea';
  return [...document.querySelectorAll(pressable)].filter((e) => e.checkVisibility()).map((e, at) => {
    e.dataset.at = at;
    return `${at} ${e.localName} ${(e.innerText || e.name).replace(/\s+/g, ' ').trim()}`;
  });
});

/// Goes through a page by Tab and gives what was reached; whatever has the focus shows it, and nothing lies over it.
async function tabbed(page) {
  const reached = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(e);
      const { left, right, top, bottom } = e.getBoundingClientRect();
      const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return {
        name: `${e.dataset.at} ${e.localName} ${(e.innerText || e.name).replace(/\s+/g, ' ').trim()}`,
        ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\)$|transparent/.test(outlineColor),
        seen: e === over || e.contains(over),
      };
    });
    if (!focus || reached.includes(focus.name)) return reached;
    assert.ok(focus.ring, `the focus is visible at: ${focus.name}`);
    assert.ok(focus.seen, `nothing lies over: ${focus.name}`);
    reached.push(focus.name);
  }
}

async function reachesAll(page) {
  const all = await actions(page);
  assert.ok(all.length >= 2, `there is something to reach: ${all.join()}`);
  assert.deepEqual(await tabbed(page), all);
}

/// Tab until what is wanted has the focus.
async function tabTo(page, selector) {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

describe('the keyboard alone', () => {
  const house = useHouse();

  it('reaches every action in order, and pays', async () => {
    const request = await asked(house, 'by-keys');
    const { page } = await house.person();
    await page.goto(request.url);
    await reachesAll(page);
    await page.reload();
    await tabTo(page, 'button[name=method]:not(:first-of-type)');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sandbox/**');
    await tabTo(page, 'button[value=approve]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/p/*');
    await says(page, 'PAID');
    await reachesAll(page);
  });

  it('types an amount and sends it by Enter', async () => {
    const seller = await house.payee('by-typing', 'Anna’s Bakery');
    await seller.takesDemo();
    const { page } = await house.person();
    await page.goto((await seller.request({ memo: 'Tips' })).url);
    await tabTo(page, '#amount');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sandbox/**');
    await says(page, '€7.00');
  });

  it('reaches and claims a bank transfer', async () => {
    const request = await asked(house, 'by-claiming');
    const { page } = await house.person();
    await page.goto(request.url);
    await tabTo(page, 'button[name=method]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/p/*');
    await page.locator('button.copy').first().waitFor();
    await reachesAll(page);
    await page.reload();
    await page.locator('button.copy').first().waitFor();
    await tabTo(page, 'form[action$="/claim"] button');
    await page.keyboard.press('Enter');
    await says(page, 'Waiting for confirmation');
  });
});

describe('letters of twice the size', () => {
  // As somebody sets it in the browser: everything that is measured by the letters' size follows, media queries too.
  const house = useHouse({ flags: ['--blink-settings=defaultFontSize=32'] });

  it('leave everything readable, from the pay page to the receipt', async () => {
    const request = await asked(house, 'large');
    const { page } = await house.person(NARROW);
    const readable = async () => {
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px');
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      assert.deepEqual(await cutOff(page), [], page.url());
    };
    await page.goto(request.url);
    await readable();
    await page.locator('button[name=method]').first().click();
    await page.waitForURL('**/p/*');
    await readable();
    await page.locator('form[action$="/claim"] button').click();
    await says(page, 'Waiting for confirmation');
    await readable();
    const other = await asked(house, 'larger');
    await page.goto(other.url);
    await page.locator('button[name=method]').last().click();
    await page.waitForURL('**/sandbox/**');
    await readable();
    await page.locator('button[value=approve]').click();
    await page.waitForURL('**/p/*');
    await readable();
  });
});
