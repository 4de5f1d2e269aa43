// Pictures of every page on a phone, by day and by night, in shots/; and every page is fit for a phone: none is wider than the
// narrowest, and nothing to press is smaller than a thumb.

import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DESKTOP, PHONE, useHouse } from './support.js';

const SHOTS = fileURLToPath(new URL('shots/', import.meta.url));
const NARROW = { width: 360, height: 740 };
await rm(SHOTS, { recursive: true, force: true });
await mkdir(SHOTS, { recursive: true });

const save = (page, name, options) => page.screenshot({ path: join(SHOTS, `${name}.png`), animations: 'disabled', ...options });

/// The page as it is, all of it: light, dark, and checked.
async function shoot(page, name) {
  assert.ok(page.url().startsWith('https://chit.example/'), `${name}: ${page.url()}`);
  assert.equal(await page.locator('main').count(), 1, `${name} is no page of ours`);
  assert.deepEqual(await page.evaluate(tooSmall), [], `${name} is hard to press`);
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ ...PHONE.viewport, height: Math.max(PHONE.viewport.height, await size(page, 'Height')) });
    await save(page, `${name}-${colorScheme}`);
    await page.setViewportSize(PHONE.viewport);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(NARROW);
  const width = await size(page, 'Width');
  await page.setViewportSize(PHONE.viewport);
  assert.ok(width <= NARROW.width, `${name} is ${width} pixels wide on a screen of ${NARROW.width}`);
}

/// Presses a button that leads to another page, and waits for it.
async function press(page, name) {
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', name).click();
  await loaded;
}

const size = (page, side) => page.evaluate((side) => document.documentElement[`scroll${side}`], side);

/// What is lower than 48 pixels and can be pressed, with what a chip takes of the room around it. Links within a sentence are as high as
/// their line.
function tooSmall() {
  const height = (e) => {
    const { content, position, top, bottom } = getComputedStyle(e, '::after');
    const around = content !== 'none' && position === 'absolute' ? -(parseFloat(top) + parseFloat(bottom)) : 0;
    return e.getBoundingClientRect().height + Math.max(0, around || 0);
  };
  const pressable = 'button, summary, select, a, label:has([type=radio], [type=checkbox]), input:not([type=hidden], [type=radio], [type=checkbox])';
  return [...document.querySelectorAll(pressable)]
    .filter((e) => !e.matches('p a, .skip') && e.checkVisibility() && height(e) < 47.5)
    .map((e) => e.outerHTML.slice(0, 80));
}

describe('pictures', () => {
  const house = useHouse({ publicUrl: 'https://chit.example' });
  const go = async (page, path, name) => {
    await page.goto(path);
    await shoot(page, name);
  };

  it('of the way in', async () => {
    const { page } = await house.person();
    await go(page, '/', 'home');
    await go(page, '/app/sign-in', 'sign-in');
    const ownerKey = page.locator('details', { has: page.locator('#owner_key') });
    if (!(await ownerKey.getAttribute('open') === '')) await ownerKey.locator('summary').click();
    await page.locator('#owner_key').fill('wrong');
    await press(page, { name: 'Sign in', exact: true });
    await shoot(page, 'sign-in-wrong');
    await go(page, '/app/sign-up', 'sign-up');
    await page.getByLabel('The name payers see').fill('Anna');
    await page.getByLabel('Your personal link').fill('api');
    await press(page, { name: 'Start' });
    await shoot(page, 'sign-up-wrong');
    await page.getByLabel('Your personal link').fill('anna');
    await press(page, { name: 'Start' });
    await shoot(page, 'welcome');
    await go(page, '/app', 'list-empty');
    await go(page, '/app/new', 'new-without-method');
    await go(page, '/app/methods', 'methods-empty');
    await go(page, '/app/methods/add/sepa', 'methods-form');
    await page.locator('#sepa-iban').fill('DE00');
    await page.locator('#sepa-beneficiary').fill('Anna Beispiel');
    await press(page, { name: 'Add Bank transfer' });
    await shoot(page, 'methods-wrong');
    await go(page, '/app/settings', 'settings');
    await go(page, '/app/settings/keys', 'settings-keys');
    await press(page, { name: 'Make a new owner key' });
    await shoot(page, 'settings-key');
    await go(page, '/app/books', 'books');
    await go(page, '/app/sign-in/a-made-up-link', 'sign-in-link');
  });

  it('of the seller’s pages', async () => {
    const seller = await house.seller('bakery', 'Anna’s Bakery');
    await seller.takesDemo();
    await seller.takesTransfers();
    const { page } = seller;
    await go(page, '/app/methods', 'methods');
    await go(page, '/app/new', 'new');
    await page.getByRole('button', { name: 'More' }).click();
    await shoot(page, 'new-more');
    await go(page, '/app/new', 'new');
    await page.getByLabel('Payer chooses').check();
    await shoot(page, 'new-payer-chooses');
    await page.getByLabel('Between').check();
    await page.getByLabel('At least').fill('50');
    await page.getByLabel('At most').fill('5');
    await shoot(page, 'new-open');
    await press(page, { name: 'Make link' });
    await shoot(page, 'new-wrong');
    await page.goto('/app/new');
    await page.getByLabel('Amount', { exact: true }).fill('25');
    await page.getByLabel('What for').fill('Two loaves of rye and a cake');
    await press(page, { name: 'Make link' });
    await shoot(page, 'link-ready');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await shoot(page, 'link-ready-more');
    await page.goto(`${page.url().replace('/share', '/show')}`);
    await shoot(page, 'code');
    await page.goto(`${page.url().replace('/show', '/share')}?message=ar`);
    await shoot(page, 'link-ready-arabic');

    const paid = await seller.request({ amount: '4.20', memo: 'Coffee' });
    await seller.paidByHand(paid, { note: 'Cash' });
    await seller.cancel(await seller.request({ amount: '17.00', memo: 'Birthday cake' }));
    await seller.request({ amount: '128450', currency: 'JPY', memo: 'Mehl und Salz, eine ziemlich lange Beschreibung' });
    await seller.request({ memo: 'Tips', min_amount: '1.00' });
    await seller.request({ amount: '60.00', memo: 'Rent', due_on: '2099-01-31', reference: 'R-17', max_payments: 3 });
    const claimed = await seller.request({ amount: '99.00', memo: 'Catering' });
    await payer(claimed, /by bank transfer/);
    await go(page, '/app/requests', 'list');
    await go(page, '/app/requests?q=nothing', 'list-nothing-found');
    await go(page, `/app/requests/${claimed.code}`, 'request-claimed');
    for (const summary of ['Paid another way', 'Cancel it', 'Details']) await page.getByText(summary).click();
    await shoot(page, 'request-all-open');
    await go(page, `/app/requests/${paid.code}`, 'request-paid');
  });

  async function payer(request, method) {
    const { page } = await house.person();
    await page.goto(request.url);
    await press(page, { name: method });
    await page.waitForURL('**/p/*');
    await shoot(page, 'payment-transfer');
    await press(page, { name: 'I have sent the money' });
    await shoot(page, 'payment-claimed');
    await go(page, request.url, 'pay-claimed');
  }

  it('of the buyer’s pages', async () => {
    const seller = await house.seller('cafe', 'Anna’s Bakery');
    const { page } = await house.person();
    const terms = { amount: '25.00', memo: 'Two loaves of rye and a cake' };
    const nobody = await seller.request(terms);
    await go(page, nobody.url, 'pay-no-method');
    await seller.takesDemo();
    const one = await seller.request(terms);
    await go(page, one.url, 'pay-one');
    await seller.takesTransfers();
    const request = await seller.request({ ...terms, due_on: '2099-01-31' });
    await go(page, request.url, 'pay');
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(NARROW);
      await save(page, `pay-360-${colorScheme}`);
      const desktop = (await house.person({ ...DESKTOP, colorScheme })).page;
      await desktop.goto(request.url);
      await save(desktop, `pay-1280-${colorScheme}`);
    }
    await page.setViewportSize(PHONE.viewport);
    await page.locator('details:has(svg.qr) > summary').click();
    await shoot(page, 'pay-qr');

    await page.goto(request.url);
    await press(page, { name: /with Demo/ });
    await page.waitForURL('**/sandbox/**');
    await shoot(page, 'demo');
    await press(page, { name: 'Approve' });
    await page.waitForURL('**/p/*');
    await shoot(page, 'payment-paid');
    await go(page, request.url, 'pay-paid');
    for (const [decision, name] of [['Decline', 'failed'], ['Leave', 'processing']]) {
      const other = await seller.request(terms);
      await page.goto(other.url);
      await press(page, { name: /with Demo/ });
      await press(page, { name: decision });
      await page.waitForURL('**/p/*');
      await shoot(page, `payment-${name}`);
      await go(page, other.url, `pay-${name}`);
    }
    const cancelled = await seller.request(terms);
    await seller.cancel(cancelled);
    await go(page, cancelled.url, 'pay-cancelled');
    const brief = await seller.request({ ...terms, expires_at: '2099-01-31T12:00:00Z' });
    await house.outlive(brief);
    await go(page, brief.url, 'pay-expired');
    const open = await seller.request({ memo: 'Tips', min_amount: '5.00', max_amount: '50.00' });
    await go(page, open.url, 'pay-open');
    await page.getByLabel('How much').fill('4,99');
    await press(page, { name: /with Demo/ });
    await shoot(page, 'pay-open-wrong');
    const long = await seller.request({
      amount: '9999999999.99',
      memo: `${'A rather long explanation of what this is for. '.repeat(2)}${'W'.repeat(40)}`,
    });
    await go(page, long.url, 'pay-long');
    await go(page, '/cafe', 'personal');
    await go(page, '/cafe/25.50usd', 'personal-amount');
    await go(page, '/cafe/lots', 'personal-nonsense');
    await go(page, '/r/11111111111', 'nothing-here');
  });

  it('for the README', async () => {
    const seller = await house.seller('corner', 'Anna’s Bakery');
    await seller.takesTransfers();
    await seller.page.goto('/app/new');
    await seller.page.getByLabel('Amount', { exact: true }).fill('25');
    await seller.page.getByLabel('What for').fill('Two loaves of rye and a cake');
    await press(seller.page, { name: 'Make link' });
    await seller.page.locator('.url').waitFor();
    const steps = [['A link is made', await phones(seller.page)]];
    const url = await seller.page.locator('.url').innerText();
    const { page } = await house.person();
    await page.goto(url);
    steps.push(['opened and paid', await phones(page)]);
    await press(page, { name: /by bank transfer/ });
    await page.waitForURL('**/p/*');
    await seller.paidByHand({ code: url.split('/').pop() });
    await page.goto(url);
    steps.push(['and it is settled', await phones(page)]);

    const wall = (await house.person({ viewport: { width: 1280, height: 760 }, deviceScaleFactor: 1.5, isMobile: false })).page;
    for (const scheme of ['light', 'dark']) {
      const figures = steps.map(([caption, shots]) => `<figure><img src="${shots[scheme]}"><figcaption>${caption}</figcaption></figure>`);
      await wall.setContent(`<style>${WALL}</style><body class="${scheme}">${figures.join('')}`);
      await save(wall, `readme-${scheme}`);
    }
  });
});

const WALL = `body { display: flex; gap: 40px; justify-content: center; margin: 0; padding: 32px 0 0; font: 20px sans-serif }
  .light { background: #fff; color: #17191e } .dark { background: #0d1117; color: #f3f1eb }
  figure { margin: 0; text-align: center } img { width: 360px; border: 1px solid #8884; border-radius: 24px }
  figcaption { margin-top: 12px }`;

/// What a phone's screen shows, as pictures to put into a page.
async function phones(page) {
  const shots = {};
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.setViewportSize({ ...PHONE.viewport, height: 700 });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    shots[colorScheme] = `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;
  }
  return shots;
}
