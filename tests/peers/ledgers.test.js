// Files for bookkeeping programs, in those programs and their libraries: they find no error, and the amounts that the API tells.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { useHouse } from '../browser/support.js';
import { Peers } from './python.js';

const run = promisify(execFile);
const SECRET = 'demo-secret-of-the-tests';
// What a journal, a table or a program could take for something else.
const MEMO = '=1+1; "two" loaves, \\ [2026-01-01] | #tag ^link é Ж €';
const today = new Date().toISOString().slice(0, 10);
const PLACES = { EUR: 2, JPY: 0, KWD: 3 };

describe('ledgers', () => {
  const house = useHouse({ browser: false });
  let payee;
  let peers;
  // Minor units that the API says have arrived and not gone back, by currency; and those of fees.
  let arrived;
  const fees = { EUR: 58n, JPY: 0n, KWD: 0n };
  before(async () => {
    peers = new Peers();
    payee = await house.payee('bookkeeper', 'Anna');
    const { webhook_url: hook } = await payee.api('methods', { rail: 'demo', settings: { webhook_secret: SECRET } });
    const request = await payee.request({ amount: '25.00', memo: MEMO, reference: '000123' });
    const headers = { origin: house.local, 'sec-fetch-site': 'same-origin' };
    const started = await fetch(`${house.local}/r/${request.code}/pay`, { method: 'POST', headers, redirect: 'manual' });
    const order = JSON.parse(Buffer.from(started.headers.get('location').split('/').pop().split('.')[0], 'base64url')).id;
    await report(hook, { id: '1', order, outcome: 'approve', amount: '25.00', currency: 'EUR', fee: '0.58' });
    await report(hook, { id: '2', order, outcome: 'refund', amount: '10.00', currency: 'EUR', refund: 're_1' });
    for (const [amount, currency] of [['60.05', 'EUR'], ['1200', 'JPY'], ['1.234', 'KWD']]) {
      await payee.paidByHand(await payee.request({ amount, currency, memo: MEMO }), { paid_on: today });
    }
    const { data } = await payee.api('payments');
    arrived = Object.fromEntries(Object.keys(PLACES).map((currency) => [currency, data
      .filter((payment) => payment.currency === currency)
      .reduce((sum, payment) => sum + minor(payment.amount, currency) - minor(payment.refunded, currency), 0n)]));
    assert.deepEqual(arrived, { EUR: 7505n, JPY: 1200n, KWD: 1234n });
  });
  after(() => peers.close());

  async function report(hook, message) {
    const at = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ ...message, at });
    const signature = createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex');
    const signed = { 'content-type': 'application/json', 'chit-demo-signature': `t=${at},v1=${signature}` };
    assert.equal((await fetch(hook, { method: 'POST', headers: signed, body })).status, 204);
  }

  // Gives the name of a file.
  async function exported(format, ...more) {
    const path = join(house.dir, `file.${format}`);
    await house.chit('export', '--payee', 'bookkeeper', '--format', format, '--out', path, ...more);
    return path;
  }
  const inBase64 = async (path) => (await readFile(path)).toString('base64');

  function minor(text, currency) {
    const [whole, fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(PLACES[currency], '0'));
  }

  // The balances of accounts, `Assets:… EUR` each, are what the API says: what has arrived is owed no more, and is either money or fees.
  function assertBooked(balances) {
    const sum = (pattern, currency) => Object.entries(balances)
      .filter(([name]) => pattern.test(name) && name.endsWith(` ${currency}`))
      .reduce((total, [, amount]) => total + minor(amount, currency), 0n);
    for (const currency of Object.keys(PLACES)) {
      assert.equal(sum(/^Assets:Receivable:Chit /, currency), -arrived[currency]);
      assert.equal(sum(/^Expenses:Chit:Fees:/, currency), fees[currency]);
      assert.equal(sum(/^Assets:Chit:Clearing:/, currency), arrived[currency] - fees[currency]);
    }
  }

  it('bean-check finds no error, and one where a cent is missing', async () => {
    const text = await readFile(await exported('beancount'), 'utf8');
    const theirs = await peers.ask('beancount', { text });
    assert.deepEqual(theirs.errors, []);
    assertBooked(theirs.balances);
    assert.equal(theirs.narrations.filter((narration) => narration.endsWith(`: ${MEMO}`)).length, 5);
    const [assertion] = /^.* balance Assets:Chit:Clearing:Demo .*$/m.exec(text);
    const wrong = assertion.replace(/(\d) ~/, (_, digit) => `${(Number(digit) + 1) % 10} ~`);
    const { errors } = await peers.ask('beancount', { text: text.replace(assertion, wrong) });
    assert.equal(errors.length, 1, errors.join('\n'));
    // A part is a file of its own, which asserts no balance.
    const part = await readFile(await exported('beancount', '--currency', 'EUR'), 'utf8');
    const few = await peers.ask('beancount', { text: part });
    assert.deepEqual([few.errors, few.narrations.length, / balance /.test(part)], [[], 3, false]);
  });

  it('hledger and Ledger find no error, and one where a cent is missing', async () => {
    const path = await exported('hledger');
    const text = await readFile(path, 'utf8');
    const asserted = [...text.matchAll(/^ {4}(\S+) {2}\S+ \S+ = (\S+) (\S+)$/gm)].map(([, account, amount, currency]) => [`${account} ${currency}`, amount]);
    assertBooked(Object.fromEntries(asserted));
    assert.equal(text.split(`: ${MEMO.replaceAll(';', ',')}\n`).length, 6);
    const programs = [['hledger', '-f', path, 'check', '--strict'], ['ledger', '-f', path, 'balance']];
    const check = ([program, ...words]) => run(program, words);
    for (const program of programs) await check(program);
    await writeFile(path, text.replace(/= (\d+)\.(\d+) EUR/, (_, whole, fraction) => `= ${Number(whole) + 1}.${fraction} EUR`));
    for (const program of programs) await assert.rejects(check(program), /alance assertion/i, program[0]);
    await exported('hledger', '--currency', 'EUR');
    for (const program of programs) await check(program);
  });

  it('openpyxl reads numbers, dates and texts', async () => {
    const sheets = await peers.ask('workbook', { file: await inBase64(await exported('xlsx')) });
    assert.deepEqual(Object.keys(sheets), ['Movements', 'Totals']);
    const [names, ...rows] = sheets.Movements;
    const lines = rows.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell])));
    for (const currency of Object.keys(PLACES)) {
      const of = lines.filter((line) => line.currency === currency);
      assert.equal(of.reduce((sum, line) => sum + minor(line.gross.number, currency), 0n), arrived[currency]);
      const [total] = sheets.Totals.filter(([code, rail]) => code === currency && rail === 'all');
      const cell = (name) => total[sheets.Totals[0].indexOf(name)];
      assert.equal(minor(cell('gross').number, currency), arrived[currency]);
      assert.equal(minor(cell('fee').number, currency), fees[currency]);
      assert.equal(Number(cell('lines').number), of.length);
    }
    for (const line of lines) {
      assert.equal(line.memo, MEMO);
      assert.match(line.accounting_date.time, /^2\d{3}-\d\d-\d\dT00:00:00$/);
      assert.match(line.settled_at_utc.time, /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    }
    assert.equal(lines.filter((line) => line.reference === '000123').length, 2);
    assert.equal(lines.filter((line) => line.booking_date?.time === `${today}T00:00:00`).length, 3);
  });

  it('LibreOffice reads the same cells, and saves them as it read them', async () => {
    const [workbook, saved] = [await exported('xlsx'), join(house.dir, 'saved')];
    const own = `-env:UserInstallation=${pathToFileURL(join(house.dir, 'office'))}`;
    await run('soffice', [own, '--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', saved, workbook]);
    const read = async (path) => peers.ask('workbook', { file: await inBase64(path) });
    assert.deepEqual(await read(join(saved, 'file.xlsx')), await read(workbook));
  });

  it('a strict reader of DATEV’s batches finds the same balances', async () => {
    const theirs = await peers.ask('datev', { file: await inBase64(await exported('datev', '--currency', 'EUR')) });
    const { balances } = theirs;
    assert.deepEqual([theirs.locked, theirs.chart, theirs.rows], [false, '03', 4]);
    assert.equal(minor(balances['10000'], 'EUR'), -arrived.EUR);
    assert.equal(minor(balances['4970'], 'EUR'), fees.EUR);
    assert.equal(minor(balances['1376'], 'EUR') + minor(balances['1368'], 'EUR'), arrived.EUR - fees.EUR);
    for (const reference of theirs.references) assert.match(reference, /^RF\d\d[0-9A-Z]{12}$/);
    await assert.rejects(exported('datev', '--currency', 'KWD'), /more than two decimals/);
    await assert.rejects(exported('datev'), /one currency/);
  });
});
