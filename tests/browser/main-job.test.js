// The main job on a phone: a seller makes a link, a stranger opens it and pays, both see it, and it is in the books.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { copied, payByDemo, says, useHouse } from './support.js';

const POSTGRES = process.env.CHIT_TEST_POSTGRES_URL;
if (!POSTGRES) console.error('LEFT OUT: the main job on PostgreSQL. CHIT_TEST_POSTGRES_URL names no server; tests/run starts one.');

describe('the main job on SQLite', () => {
  const house = useHouse();
  it('works from sign-up to export', () => mainJob(house));
  it('works for a buyer without JavaScript', () => mainJob(house, { javaScriptEnabled: false }));
});

describe('the main job on PostgreSQL', () => {
  if (!POSTGRES) {
    it('works from sign-up to export', { skip: 'CHIT_TEST_POSTGRES_URL is not set' });
    return;
  }
  const house = useHouse({ database: POSTGRES });
  it('works from sign-up to export', () => mainJob(house));
});

async function mainJob(house, buyersBrowser = {}) {
  // The database may outlive a run, so the handle is a new one.
  const handle = `anna-${Date.now().toString(36)}`;
  const seller = (await house.person()).page;
  await signUp(seller, handle);
  await addDemo(seller);
  const link = await makeLink(seller, { amount: '25', memo: 'Two loaves & a “cake”' });
  assert.match(link, new RegExp(`^${house.origin}/r/[1-9A-HJ-NP-Za-km-z]{11,}$`));

  // Another profile: nobody is signed in, nothing is remembered.
  const buyer = await house.person(buyersBrowser);
  await buyer.page.goto(link);
  await says(buyer.page, 'Anna’s Bakery asks for', '€25.00', 'Two loaves & a “cake”', 'Test: no money moves');
  await payByDemo(buyer.page, 'Approve the payment');
  await says(buyer.page, 'You paid Anna’s Bakery', '€25.00', 'PAID', 'This page is your receipt');
  await buyer.page.goto(link);
  await says(buyer.page, 'PAID', 'This has been paid. There is nothing left to do here.');
  assert.equal(await buyer.page.getByRole('button').count(), 0, 'a paid request offers nothing to press');
  assert.deepEqual(await buyer.context.cookies(), [], 'a buyer gets no cookie');

  const code = link.split('/').pop();
  // The seller's page turns by itself: a walk away from it would meet its reload.
  await says(seller, 'It is paid.');
  await seller.goto('/app');
  const slip = seller.locator(`a[href="/app/requests/${code}"]`);
  assert.match((await slip.innerText()).replace(/\s+/g, ' '), /Two loaves .*€25\.00.*Paid/);
  await slip.click();
  await says(seller, '€25.00', 'Paid', '€25.00 arrived');

  const [header, ...lines] = await download(seller);
  assert.match(header, /^movement_id,request_code,payment_id,type,/);
  assert.equal(lines.length, 1, 'one payment, one line');
  const line = Object.fromEntries(header.split(',').map((column, at) => [column, lines[0].split(',')[at]]));
  assert.deepEqual(
    [line.request_code, line.type, line.currency, line.gross, line.status, line.rail],
    [code, 'settlement', 'EUR', '25.00', 'settled', 'demo'],
  );
}

async function signUp(page, handle) {
  await page.goto('/');
  await page.getByRole('link', { name: 'Start' }).click();
  assert.deepEqual(
    await page.locator('form input:not([type=hidden])').evaluateAll((inputs) => inputs.map((input) => input.name)),
    ['name', 'handle', 'currency'],
    'nothing personal is asked for',
  );
  await page.getByLabel('The name payers see').fill('Anna’s Bakery');
  await page.getByLabel('Your personal link').fill(handle);
  await page.getByRole('button', { name: 'Start' }).click();
  await says(page, 'Keep your owner key', `/${handle}`);
  const row = page.getByRole('button', { name: 'Owner key' });
  assert.equal(await copied(page, row), await row.locator('.value').innerText(), 'the key is copied as it is shown');
}

async function addDemo(page) {
  await page.getByRole('link', { name: /say how to be paid/ }).click();
  await page.getByRole('link', { name: 'Add a way' }).click();
  await page.getByRole('link', { name: 'Demo' }).click();
  await page.getByRole('button', { name: 'Add Demo' }).click();
  await says(page, 'Demo is added.');
}

async function makeLink(page, { amount, memo }) {
  await page.getByRole('link', { name: 'New', exact: true }).click();
  await page.getByLabel('Amount', { exact: true }).fill(amount);
  await page.getByLabel('What for').fill(memo);
  await page.getByRole('button', { name: 'Make link' }).click();
  await says(page, 'Link ready');
  return copied(page, page.getByRole('button', { name: 'Copy link' }));
}

async function download(page) {
  await page.getByRole('link', { name: 'Books' }).click();
  const today = new Date();
  const day = (offset) => new Date(today.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('From').fill(day(-1));
  await page.getByLabel('Up to and including').fill(day(1));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  assert.match(file.suggestedFilename(), /\.csv$/);
  return (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
}
