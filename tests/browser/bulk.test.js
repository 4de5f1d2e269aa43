// Many links by one table, and what a payer reads once it has paid, on a narrow phone, with script and without.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';

const NARROW = { viewport: { width: 360, height: 740 } };
const SCREENS = [['phone', NARROW], ['desk', { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false }]];
const LONG = 'Two loaves of rye, one cake with plums and a dozen eggs for Saturday';
const TABLE = `amount;memo;reference;due_on\n25,50;${LONG};R-1;2046-11-30\nfive;Eggs;R-2;soon\n12;Cake;R-3;\n`;

describe('many links by one table', () => {
  const house = useHouse();
  let sellers = 0;

  async function seller(options = {}) {
    sellers += 1;
    const seller = await house.seller(`many-${sellers}`, 'Anna’s Bakery', { ...NARROW, ...options });
    await seller.takesDemo();
    return seller;
  }

  const count = async ({ api }) => (await api('requests')).data.length;

  async function journey(options) {
    const made = await seller(options);
    const { page } = made;
    await page.goto('/app/new');
    await page.getByRole('link', { name: 'Many' }).click();
    await page.waitForURL('**/app/bulk');
    const file = join(house.dir, 'table.csv');
    await writeFile(file, TABLE);
    await page.getByLabel('CSV file').setInputFiles(file);
    await page.getByRole('button', { name: 'Check the table' }).click();
    await says(page, '2 links can be made', '1 row has to be corrected', 'Row 2', 'amount:', 'due_on:', '€25.50');
    assert.equal(await count(made), 0, 'nothing is made yet');
    assert.deepEqual(await cutOff(page), []);
    // The table is there to be corrected.
    const text = page.getByLabel('Or paste the table');
    assert.equal(await text.inputValue(), TABLE);
    await text.fill(TABLE.replace('five', '5').replace('soon', '2046-12-24'));
    await page.getByRole('button', { name: 'Check again' }).click();
    await says(page, '3 links can be made', '€5.00');
    await page.getByRole('button', { name: 'Make 3 links' }).click();
    await page.waitForURL('**/app/bulk/*-*');
    await says(page, '3 links made', LONG, 'Eggs', 'Cake');
    assert.equal(await count(made), 3);
    await page.reload();
    assert.equal(await count(made), 3, 'a reload makes nothing');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the table' }).click();
    const table = await readFile(await (await download).path(), 'utf8');
    assert.equal(table.trim().split('\r\n').length, 4);
    assert.match(table, /\/r\/\w{12},25\.50,EUR,open/);
    return page;
  }

  for (const [where, screen] of SCREENS) {
    it(`are shown before they are made, and are there to take along, on a ${where}`, async () => {
      const page = await journey(screen);
      assert.deepEqual(await cutOff(page), []);
      for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), []);
    });
  }

  it('are made without script as well', async () => {
    await journey({ javaScriptEnabled: false });
  });

  it('can be made without the rows that are wrong', async () => {
    const made = await seller();
    const { page } = made;
    await page.goto('/app/bulk');
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), []);
    await page.getByLabel('Or paste the table').fill(TABLE);
    await page.getByRole('button', { name: 'Check the table' }).click();
    await says(page, '2 links can be made');
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), []);
    await page.getByRole('button', { name: 'Make 2 links, without the wrong rows' }).click();
    await page.waitForURL('**/app/bulk/*-*');
    await says(page, '2 links made', 'No link was made of these rows', 'Row 2:');
    assert.equal(await count(made), 2);
  });

  it('say what no table is, with the focus on the field that it came in', async () => {
    const { page } = await seller();
    await page.goto('/app/bulk');
    await page.getByLabel('Or paste the table').fill('amount,payer\n5,x\n');
    await page.getByRole('button', { name: 'Check the table' }).click();
    await says(page, 'Nothing was made.', 'payer');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'sheet');
    assert.equal(await page.getByLabel('Or paste the table').inputValue(), 'amount,payer\n5,x\n');
  });
});

describe('what a payer reads after paying', () => {
  const house = useHouse();

  for (const javaScriptEnabled of [true, false]) {
    it(`is on the receipt and nowhere before, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const { page, takesDemo, api } = await house.seller(`after-${javaScriptEnabled}`, 'Anna’s Bakery', { ...NARROW, javaScriptEnabled });
      await takesDemo();
      await page.goto('/app/new');
      await page.getByLabel('Amount', { exact: true }).fill('25');
      await page.getByText('More', { exact: true }).first().click();
      await page.getByLabel('What the payer reads after paying').fill('Door 4711\nRing twice');
      await page.getByLabel('Link that the payer gets after paying').fill('http://anna.example/ticket');
      if (javaScriptEnabled) await page.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: 'Make link' }).click();
      await page.locator('#after_url[aria-invalid]').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), 'after_url');
      assert.equal(await page.locator('#after_text').inputValue(), 'Door 4711\nRing twice');
      await page.locator('#after_url').fill('https://anna.example/ticket');
      await page.getByRole('button', { name: 'Make link' }).click();
      await page.waitForURL('**/share');
      const [{ url }] = (await api('requests')).data;
      const payer = (await house.person({ ...NARROW, javaScriptEnabled })).page;
      await payer.goto(url);
      assert.ok(!(await payer.content()).includes('4711'));
      await payByDemo(payer, 'Approve the payment');
      await says(payer, 'Anna’s Bakery writes, now that you have paid:', 'Door 4711', 'anna.example');
      assert.equal(await payer.getByRole('link', { name: 'Open the link' }).getAttribute('href'), 'https://anna.example/ticket');
      assert.deepEqual(await cutOff(payer), []);
      await payer.goto(url);
      assert.ok(!(await payer.content()).includes('4711'));
    });
  }

  for (const [where, screen] of SCREENS) it(`comes by itself while the payer’s page is open, on a ${where}`, async () => {
    const seller = await house.seller(`after-live-${where}`, 'Anna’s Bakery', screen);
    await seller.takesTransfers();
    const request = await seller.request({ amount: '25.00', after_payment: { text: 'Door 4711' } });
    const payer = (await house.person(screen)).page;
    await payer.goto(request.url);
    await payer.locator('button[name=method]').first().click();
    await payer.waitForURL('**/p/*');
    await payer.locator('form[action*="/claim"] button').click();
    await payer.locator('form[action*="/claim"]').waitFor({ state: 'detached' });
    assert.ok(!(await payer.content()).includes('4711'));
    await seller.page.goto(`/app/requests/${request.code}`);
    await seller.page.getByRole('button', { name: /^Yes/ }).first().click();
    await payer.getByText('Door 4711').waitFor({ timeout: 5000 });
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(payer, theme), []);
  });
});
