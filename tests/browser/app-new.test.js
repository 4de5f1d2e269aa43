// Making a link with one thumb between two customers, and what comes next: sending it, or showing its code.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { copied, payByDemo, says, scan, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const PHONE_360 = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };
const LONG = 'Two loaves of rye, one cake with plums, a dozen eggs and whatever else was on the list that you sent us yesterday evening';

describe('a link made with one thumb', () => {
  const house = useHouse();
  let sellers = 0;

  async function seller(options = {}) {
    sellers += 1;
    const seller = await house.seller(`thumb-${sellers}`, 'Anna’s Bakery', { ...PHONE_360, ...options });
    await seller.takesDemo();
    return seller;
  }
  const key = (page, text) => page.locator(`#keys [data-key="${text}"]`);
  const press = async (page, ...texts) => { for (const text of texts) await key(page, text).tap(); };
  const amount = (page) => page.getByLabel('Amount', { exact: true });
  const make = (page) => page.getByRole('button', { name: 'Make link' });
  const made = async (page) => {
    const loaded = page.waitForEvent('load');
    await make(page).tap();
    await loaded;
  };

  it('takes four taps from the icon to the copied link, digits apart', async () => {
    const { context, page } = await seller();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    let taps = 1; // the icon
    await page.goto('/app');
    const tap = async (what) => { taps += 1; await what.tap(); };
    await tap(page.getByRole('link', { name: 'New', exact: true }).first());
    await page.waitForURL('**/app/new');
    await press(page, '2', '5', '.', '5');
    assert.equal(await amount(page).inputValue(), '25.5');
    assert.equal(await amount(page).getAttribute('inputmode'), 'none', 'no keyboard covers the buttons');
    await tap(make(page));
    await page.waitForURL('**/share');
    const copy = page.getByRole('button', { name: 'Copy link' });
    assert.equal(await page.evaluate(() => scrollY), 0);
    await tap(copy);
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(taps, 4);
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\/r\/\w{12}$/);
    await says(page, '€25.50');
  });

  it('has keys as large as a thumb, above the fold with both buttons', async () => {
    const { page } = await seller();
    for (const kind of ['fixed', 'open', 'between']) {
      await page.goto('/app/new');
      await page.locator(`[value=${kind}]`).check();
      const boxes = await page.locator('#keys button, #new .act button').evaluateAll((all) => all.map((button) => {
        const { width, height, top, bottom, left, right } = button.getBoundingClientRect();
        const on = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return { width, height, seen: bottom <= innerHeight && button.contains(on) };
      }));
      assert.equal(boxes.length, 14);
      for (const { width, height, seen } of boxes) assert.ok(width >= 52 && height >= 52 && seen, `${kind}: ${width}×${height} ${seen}`);
    }
  });

  it('writes digits as they are typed, by keys, a keyboard and pasting', async () => {
    const { page } = await seller();
    await page.goto('/app/new');
    await press(page, '.', '5', '0', '');
    assert.equal(await amount(page).inputValue(), '0.5');
    await page.keyboard.press('End');
    await page.keyboard.type('7');
    await press(page, '.');
    assert.equal(await amount(page).inputValue(), '0.57', 'one separator is enough');
    await amount(page).fill('1234.50');
    await amount(page).evaluate((field) => field.setSelectionRange(1, 3));
    await press(page, '9');
    assert.equal(await amount(page).inputValue(), '194.50', 'what is marked is replaced, where it is');
    // Where money is written with a comma, the key has one; yen have no decimals.
    await page.goto('/app/new?lang=de');
    await press(page, '2', ',', '5');
    assert.equal(await page.locator('#amount').inputValue(), '2,5');
    await page.locator('#currency-button').tap();
    await page.locator('#currency-search').fill('japan');
    await page.getByRole('button', { name: 'JPY' }).tap();
    assert.ok(await key(page, ',').isDisabled());
    assert.equal(await page.locator('#amount').getAttribute('placeholder'), '0');
    // Three decimals by these keys are no thousands, whatever a keyboard's would be.
    await page.goto('/app/new?currency=KWD');
    await press(page, '1', '2', '.', '3', '4', '5');
    await made(page);
    await says(page, '12.345');
    await page.goto('/app/new?currency=KWD');
    await amount(page).fill('12.345');
    await made(page);
    await says(page, 'two different amounts');
    await page.goto('/app/new?lang=de');
    // The device's own keyboard comes when it is asked for, and the keys give way to it.
    await page.getByRole('button', { name: '123' }).tap();
    assert.equal(await page.locator('#amount').getAttribute('inputmode'), 'decimal');
    assert.ok(await page.locator('#keys').isHidden());
    // So they do where there is no room for them.
    await page.getByRole('button', { name: '123' }).tap();
    assert.ok(await page.locator('#keys').isVisible());
    await page.setViewportSize({ width: 740, height: 360 });
    await page.locator('#keys').waitFor({ state: 'hidden' });
    await page.locator('#amount[inputmode="decimal"]').waitFor();
  });

  it('remembers words and currencies, and forgets those that it is told to', async () => {
    const { page, request } = await seller();
    for (const [memo, currency] of [['Coffee', 'CHF'], ['Lunch', 'USD']]) await request({ amount: '5.00', memo, currency });
    await page.goto('/app/new');
    assert.equal(await page.locator('#currency-code').innerText(), 'USD');
    await page.getByRole('button', { name: 'Coffee' }).tap();
    assert.equal(await page.getByLabel('What for').inputValue(), 'Coffee');
    await page.getByRole('button', { name: 'Remove some' }).tap();
    await page.getByRole('button', { name: 'Remove: Lunch' }).tap();
    await page.reload();
    await page.getByRole('button', { name: 'Coffee' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Lunch' }).count(), 0);
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /Lunch/, 'the words themselves are not kept');
    await page.getByRole('button', { name: 'Currency' }).tap();
    assert.deepEqual((await page.locator('#currency-list b').allInnerTexts()).slice(0, 3), ['USD', 'CHF', 'EUR']);
    await page.getByRole('button', { name: 'Close' }).tap();
    // The line above the keys tells what a link will be like.
    await page.getByRole('button', { name: 'More' }).tap();
    await page.getByLabel('Due on').fill('2071-02-03');
    await page.getByLabel('The link works for').selectOption('7');
    await page.getByRole('button', { name: 'Close' }).tap();
    assert.equal(await page.locator('#told').innerText(), 'Due on 3 Feb · English · 7 days');
  });

  it('keeps what was typed while offline, and names what is wrong', async () => {
    const { context, page, api } = await seller();
    // A browser that can keep nothing, such as a private window of some; elsewhere the link waits (pocket.test.js).
    await context.addInitScript(() => { IDBFactory.prototype.open = () => { throw new Error('nothing can be kept'); }; });
    await page.goto('/app/new');
    await press(page, '7');
    await context.setOffline(true);
    await make(page).tap();
    await says(page, 'Offline. Nothing was made yet.');
    assert.equal(await amount(page).inputValue(), '7');
    await context.setOffline(false);
    await page.locator('#offline').waitFor({ state: 'hidden' });
    await amount(page).fill('7.005');
    await make(page).tap();
    await page.locator('#amount[aria-invalid]').waitFor();
    assert.equal(await amount(page).inputValue(), '7.005');
    assert.ok(await amount(page).evaluate((field) => field === document.activeElement));
    await amount(page).fill('7.50');
    await make(page).tap();
    await page.waitForURL('**/share');
    assert.equal((await api('requests')).data.length, 1);
  });

  it('works without JavaScript', async () => {
    const { page } = await seller({ javaScriptEnabled: false });
    await page.goto('/app/new');
    assert.ok(await page.locator('#keys').isHidden());
    await amount(page).fill('12');
    await page.locator('#currency').fill('chf');
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Your reference').fill('R-17');
    await make(page).click();
    await page.waitForURL('**/share');
    await says(page, 'CHF', '12.00', 'Open');
    assert.ok(await page.locator('.waits').isHidden(), 'nothing here turns by itself');
    await page.getByRole('link', { name: 'Refresh' }).click();
    await page.waitForURL('**/share');
    await page.getByRole('link', { name: 'Show code' }).click();
    await page.locator('.qr').waitFor();
    assert.equal(await page.locator('meta[http-equiv=refresh]').getAttribute('content'), '5');
    await page.getByRole('link', { name: 'Turn around' }).click();
    await page.locator('.turned').waitFor();
  });

  it('is sent from one screen, all of it above the fold', async () => {
    const { page, request } = await seller();
    for (const [terms, lang] of [[{ memo: LONG }, 'en'], [{ memo: LONG, language: 'de' }, 'de'], [{ memo: LONG, language: 'ar', preview: 'amount' }, 'ar']]) {
      const made = await request({ amount: '123456.78', due_on: '2020-01-01', ...terms });
      await page.goto(`/app/requests/${made.code}/share?lang=${lang}`);
      assert.deepEqual(await cutOff(page).then((found) => found.filter((text) => text.startsWith('the page is'))), []);
      const below = await page.locator('main a, main button').evaluateAll((all) => all.filter((e) => e.checkVisibility()).flatMap((e) => {
        const { top, bottom, left, right, height } = e.getBoundingClientRect();
        const on = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return bottom <= innerHeight && height >= 48 && e.contains(on) ? [] : [`${e.textContent.trim()} ${top}–${bottom}`];
      }));
      assert.deepEqual(below, [], lang);
    }
  });

  it('turns by itself when it is paid', async () => {
    const { page, request } = await seller();
    const made = await request({ amount: '25.00', memo: 'Two loaves' });
    await page.goto(`/app/requests/${made.code}/share`);
    await says(page, 'This page turns when it is paid');
    const buyer = await house.person();
    await buyer.page.goto(made.url);
    await payByDemo(buyer.page, 'Approve the payment');
    await says(page, 'PAID', 'It is paid.');
    assert.ok(page.url().endsWith('/share'));
    await page.getByRole('link', { name: 'New link' }).tap();
    await page.waitForURL('**/app/new');
  });

  it('is shown across the counter, on a screen that stays awake', async () => {
    const { page, request } = await seller({ colorScheme: 'dark' });
    await page.addInitScript(() => {
      window.asked = [];
      Object.defineProperty(navigator, 'wakeLock', { value: { request: async (kind) => { window.asked.push(kind); return { release: async () => { window.asked.push('released'); } }; } } });
    });
    const made = await request({ amount: '25.00', memo: 'Two loaves' });
    await page.clock.install();
    await page.goto(`/app/requests/${made.code}/show`);
    await says(page, 'Anna’s Bakery', '€25.00', 'Scan to pay', 'Words to compare');
    assert.doesNotMatch(await page.locator('body').innerText(), /loaves/, 'others look on');
    assert.equal(await scan(await page.locator('.qr').screenshot()), made.url, 'it scans in the dark theme, too');
    assert.deepEqual(await page.evaluate(() => window.asked), ['screen']);
    await page.clock.fastForward('10:01');
    await page.getByRole('button', { name: 'Tap to keep the screen on' }).tap();
    assert.deepEqual(await page.evaluate(() => window.asked), ['screen', 'released', 'screen']);
    await page.getByRole('link', { name: 'Turn around' }).tap();
    assert.equal(await scan(await page.locator('.qr').screenshot()), made.url, 'and upside down');
    const buyer = await house.person();
    await buyer.page.goto(made.url);
    await payByDemo(buyer.page, 'Approve the payment');
    await says(page, 'PAID', 'New link');
    assert.ok(page.url().includes('/show'));
    assert.equal(await page.locator('.qr').count(), 0);
  });

  it('is made once by two taps, and by two tabs that have one form', async () => {
    const { context, page, api } = await seller();
    await page.goto('/app/new');
    await press(page, '3');
    const form = await page.locator('#new').evaluate((form) => Object.fromEntries(new FormData(form)));
    await make(page).evaluate((button) => { button.click(); button.click(); });
    await page.waitForURL('**/share');
    const other = await context.newPage();
    await other.goto('/app/new');
    await other.evaluate(({ once, amount }) => {
      const form = document.getElementById('new');
      form.elements.once.value = once;
      form.elements.amount.value = amount;
    }, form);
    await other.getByRole('button', { name: 'Show code' }).tap();
    await other.waitForURL('**/share');
    assert.equal(other.url(), page.url());
    assert.equal((await api('requests')).data.length, 1);
  });

  it('is asked about when another tab or phone has just made it', async () => {
    const { context, page, api } = await seller();
    await page.goto('/app/new');
    await press(page, '3');
    await make(page).tap();
    await page.waitForURL('**/share');
    const other = await context.newPage();
    for (const [choice, links] of [['Open that link', 1], ['Make another', 2]]) {
      await other.goto('/app/new');
      await press(other, '3');
      await make(other).tap();
      await says(other, 'You made the same link less than two minutes ago');
      assert.equal(await other.evaluate(() => document.activeElement.id), 'repeated');
      assert.equal(await amount(other).inputValue(), '3');
      assert.equal((await api('requests')).data.length, 1);
      assert.deepEqual(await cutOff(other), []);
      assert.deepEqual(await held(other, 'light'), []);
      if (process.env.CHIT_SHOTS) await other.screenshot({ path: `${process.env.CHIT_SHOTS}/repeated-phone.png` });
      await other.locator('.act').getByText(choice).tap();
      await other.waitForURL('**/share');
      assert.equal((await api('requests')).data.length, links);
      assert.equal(other.url() === page.url(), links === 1);
    }
  });

  it('is made at a desk by Enter, beside what the payer will see', async () => {
    const { page } = await seller(DESK);
    await page.goto('/app/new');
    await page.keyboard.type('1234.5');
    await page.getByLabel('What for').fill('Two loaves');
    await says(page, 'Anna’s Bakery asks for', '€1,234.50', 'Two loaves, €1,234.50:');
    assert.ok(await page.locator('#keys').isHidden());
    await page.keyboard.press('Enter');
    await page.waitForURL('**/share');
    const link = await copied(page, page.getByRole('button', { name: 'Copy link' }));
    assert.match(link, /\/r\/\w{12}$/);
  });

  it('has sheets that everybody can use', async () => {
    const { page, request } = await seller();
    const made = await request({ amount: '25.00', memo: 'Two loaves', due_on: '2020-01-01' });
    const problems = [];
    for (const [path, opener] of [
      ['/app/new', '.extra-button'], ['/app/new?lang=ar', '#currency-button'],
      [`/app/requests/${made.code}/share`, '[popovertarget=more-ways]'], [`/app/requests/${made.code}/share?lang=ar`, '[popovertarget=in-language]'],
    ]) {
      await page.goto(path);
      await page.locator(opener).first().tap();
      await page.locator(':popover-open').waitFor();
      for (const theme of ['light', 'dark']) problems.push(...await held(page, theme));
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      problems.push(...(await cutOff(page)).filter((text) => text.startsWith('the page is')));
    }
    assert.deepEqual(problems, []);
  });
});
