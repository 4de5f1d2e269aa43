// The books on a phone and on a desk: pictures in shots/ of every part, by day and by night, and a month on paper. Nothing is wider than
// the screen, and nothing to press is smaller than a thumb.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { faint, held } from './support/axe.js';
import { cutOff } from './support/fit.js';
import { says, useHouse } from './support.js';

const SHOTS = fileURLToPath(new URL('shots/books/', import.meta.url));
const SCREENS = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } };

describe('the books', () => {
  const house = useHouse({ publicUrl: 'https://chit.example' });
  let storageState;
  let page;
  let statement;
  let donations;

  before(async () => {
    await mkdir(SHOTS, { recursive: true });
    const seller = await house.seller('bakery', 'Anna’s Bakery');
    const paid = async (terms, day) => seller.paidByHand(await seller.request(terms), { paid_on: day });
    await paid({ amount: '4.20', memo: 'Coffee' }, '2026-01-30');
    const cake = await paid({ amount: '1250.00', memo: 'Wedding cake for sixty, with marzipan and a small sugar couple', reference: 'R-17' }, '2026-02-03');
    for (let day = 10; day < 20; day += 1) await paid({ amount: `${day}.50`, memo: 'Two loaves of rye' }, `2026-02-${day}`);
    await paid({ amount: '128450', currency: 'JPY', memo: 'Mehl und Salz' }, '2026-02-21');
    await seller.api(`payments/${cake.id}/refund`, { amount: '50.00' });
    const tart = await seller.request({ amount: '18.00', memo: 'Apple tart' });
    await seller.request({ amount: '33.00', memo: 'Cake for Sunday' });
    statement = camt([['18.00', (await seller.api(`requests/${tart.code}`)).rf], ['33.00', 'thank you'], ['8.00', 'tips'], ['9.00', 'more']]);
    const link = await seller.request({ memo: 'Donations' });
    await seller.paidByHand(link, { amount: '10.00' });
    donations = camt([['10.00', (await seller.api(`requests/${link.code}`)).rf]]);
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

  it('says how far a download is', async () => {
    await page.goto('/app/books?from=2026-02-01&to=2026-02-28');
    const said = ['Still working: 4 of 12 lines.', 'Still working: 9 of 12 lines.'];
    const names = new Set();
    await page.route('**/app/export/progress?*', async (route) => {
      const asked = new URL(route.request().url()).searchParams;
      assert.equal(asked.get('of'), '12');
      names.add(asked.get('download'));
      const body = said.shift();
      await route.fulfill(body ? { status: 200, contentType: 'text/plain', body } : { status: 204 });
    });
    page.on('request', (request) => {
      const asked = new URL(request.url());
      if (asked.pathname.endsWith('/movements')) names.add(asked.searchParams.get('download'));
    });
    const progress = page.locator('.progress');
    await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
    for (const text of ['The file is being written.', ...said, 'All lines are written.']) await progress.getByText(text).waitFor();
    assert.equal(names.size, 1, 'it asks about its own download');
    assert.equal(await page.locator('[name=download]').count(), 0, 'the next one has another name');
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

  it('matches a statement, with keys and without a script', async () => {
    await go('/app/books/statements', 'statements-none', 'We read it, match it, and forget who paid.');
    const file = page.locator('#file');
    const pick = (name, text) => file.setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    const send = () => page.getByRole('button', { name: 'Import' }).click();
    // Dropped anywhere on the page, the file lands in the field.
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'cut.xml', { type: 'text/xml' }));
      for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, statement.slice(0, -60));
    assert.deepEqual(await file.evaluate(({ files }) => [...files].map(({ name }) => name)), ['cut.xml']);
    house.expect(/400/);
    await send();
    await says(page, 'Nothing was imported.');
    assert.equal(await file.evaluate((e) => e.files.length), 1, 'what was picked is kept');

    // A table whose columns aren't clear is asked about beside its first rows.
    await pick('table.csv', 'Datum;Text;Betrag\n02/03/2026;somebody;1.234\n03/03/2026;else;2.500\n');
    await send();
    await says(page, 'The columns of this table', '02/03/2026', 'The file leaves this open.');
    assert.equal((await page.locator('.table').innerText()).includes('somebody'), false, 'no text of a payer is shown');
    await shoot('statements-columns');
    assert.deepEqual(await held(page, 'light'), []);
    await page.getByLabel('Order of the dates').selectOption('dmy');
    await page.getByLabel('Before the decimals stands').selectOption(',');
    await page.getByLabel('Currency', { exact: true }).fill('CHF');
    await send();
    await page.waitForURL('**/statements/*');
    await says(page, '2 entries', 'Unmatched 2');

    await page.goto('/app/books/statements');
    await pick('bank.xml', statement);
    await send();
    await page.waitForURL('**/statements/*');
    await says(page, 'Matched 1', 'Suggested 1', 'Unmatched 2', '€33.00', 'Cake for Sunday', 'The amount is what is open');
    await shoot('statement');
    assert.deepEqual([await held(page, 'light'), await held(page, 'dark'), await faint(page, 'light')], [[], [], []]);
    const address = new URL(page.url()).pathname;

    // Keys, only while the focus is in the queue.
    await page.keyboard.press('d');
    await says(page, 'Suggested 1');
    await page.locator('.entries > li').first().focus();
    await page.keyboard.press('Enter');
    await says(page, 'Matched 2', 'Nothing waits here.');
    await page.goto(`${address}?state=unmatched`);
    const entries = page.locator('.entries > li');
    await entries.first().focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await entries.nth(1).evaluate((e) => e === document.activeElement), true);
    await page.keyboard.press('ArrowUp');
    const next = await entries.nth(1).getAttribute('id');
    await page.keyboard.press('d');
    await says(page, 'Dismissed 1', 'Unmatched 1');
    assert.equal(await page.evaluate(() => document.activeElement.id), next, 'the focus is on the next entry');
    await page.locator('.queue-keys input').uncheck();
    await page.locator('.entries > li').first().focus();
    await page.keyboard.press('d');
    await page.reload();
    await says(page, 'Unmatched 1');
    assert.equal(await page.locator('.queue-keys input').isChecked(), false, 'keys stay off');

    // The same by forms alone.
    const bare = (await house.person({ storageState, javaScriptEnabled: false })).page;
    await bare.goto(`${address}?state=unmatched`);
    assert.equal(await bare.locator('.queue-keys').isVisible(), false);
    await bare.getByRole('button', { name: /^Dismiss/ }).click();
    await bare.getByText('Nothing waits here.').waitFor();
    await bare.getByText('Undo this import').first().click();
    await bare.getByRole('button', { name: 'Undo this import' }).click();
    await bare.getByText('This import was undone').waitFor();
    await bare.goto('/app/books/statements');
    await bare.getByText('Undone').first().waitFor();
  });

  it('takes an entry for a payment that was recorded before', async () => {
    await page.goto('/app/books/statements');
    await page.locator('#file').setInputFiles({ name: 'bank.xml', mimeType: 'text/xml', buffer: Buffer.from(donations) });
    await page.getByRole('button', { name: 'Import' }).click();
    await page.waitForURL('**/statements/*');
    await says(page, 'Suggested 1', 'recorded for this request already', 'It is this payment', 'Another payment: book it');
    await shoot('statement-recorded');
    assert.deepEqual([await held(page, 'light'), await held(page, 'dark'), await faint(page, 'light')], [[], [], []]);
    await page.locator('.entries > li').first().focus();
    await page.keyboard.press('Enter');
    await says(page, 'Matched 1', 'Nothing waits here.');
    await page.getByRole('link', { name: /^Matched/ }).click();
    await says(page, 'Booked before; this is further evidence.');
  });

  it('speaks Arabic from right to left', async () => {
    const arabic = (await house.person({ storageState, locale: 'ar' })).page;
    for (const path of ['', '/statements', '/deliveries', '/close', '/accounts', '/month/2026-02']) {
      for (const viewport of Object.values(SCREENS)) {
        await arabic.setViewportSize(viewport);
        await arabic.goto(`/app/books${path}`);
        assert.equal(await arabic.locator('html').getAttribute('dir'), 'rtl');
        assert.deepEqual(await cutOff(arabic), [], path);
        await arabic.screenshot({ path: join(SHOTS, `arabic${path.replaceAll('/', '-')}-${viewport.width}.png`), fullPage: true });
      }
    }
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

/// A camt.053 with money that came in today.
function camt(entries) {
  const day = new Date().toISOString().slice(0, 10);
  const entry = ([amount, text], index) => `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>BANK-${index}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
    <GrpHdr><MsgId>m</MsgId><CreDtTm>${day}T00:00:00Z</CreDtTm></GrpHdr><Stmt><Id>s</Id><Acct><Id><IBAN>DE75512108001245126199</IBAN></Id></Acct>
    ${entries.map(entry).join('')}</Stmt></BkToCstmrStmt></Document>`;
}
