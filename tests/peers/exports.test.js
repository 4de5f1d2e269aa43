// Export files, read by libraries that nobody here wrote: they find the amounts that the API tells.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { useHouse } from '../browser/support.js';
import { Peers } from './python.js';
import { xmllint } from './xmllint.js';

const SECRET = 'demo-secret-of-the-tests';
const MEMO = '=A & B <c> "d"; ^e, 2,5';
const NUMBER = '000123456789012345678';

describe('exports', () => {
  const house = useHouse({ browser: false });
  const decimals = { EUR: 2, JPY: 0, KWD: 3 };
  let payee;
  let peers;
  let rows;
  before(async () => {
    peers = new Peers();
    payee = await house.payee('exporter', 'Anna');
    const { webhook_url: hook } = await payee.api('methods', { rail: 'demo', settings: { webhook_secret: SECRET } });
    const request = await payee.request({ amount: '25.00', memo: MEMO, reference: NUMBER });
    const headers = { origin: house.local, 'sec-fetch-site': 'same-origin' };
    const started = await fetch(`${house.local}/r/${request.code}/pay`, { method: 'POST', headers, redirect: 'manual' });
    const order = JSON.parse(Buffer.from(started.headers.get('location').split('/').pop().split('.')[0], 'base64url')).id;
    await report(hook, { id: '1', order, outcome: 'approve', amount: '25.00', currency: 'EUR', fee: '0.58' });
    await report(hook, { id: '2', order, outcome: 'refund', amount: '10.00', currency: 'EUR', refund: 're_1' });
    for (const [amount, currency] of [['60.05', 'EUR'], ['1200', 'JPY'], ['1.234', 'KWD']]) {
      await payee.paidByHand(await payee.request({ amount, currency, memo: MEMO }), { paid_on: '2026-11-02' });
    }
    rows = (await file('jsonl')).trimEnd().split('\n').map((line) => JSON.parse(line));
  });
  after(() => peers.close());

  async function report(hook, message) {
    const at = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ ...message, at });
    const signature = createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex');
    const answer = await fetch(hook, { method: 'POST', headers: { 'content-type': 'application/json', 'chit-demo-signature': `t=${at},v1=${signature}` }, body });
    assert.equal(answer.status, 204);
  }

  const file = (format, currency) => house.chit('export', '--payee', 'exporter', '--format', format, ...(currency ? ['--currency', currency] : []));

  // Amounts are added up in minor units, and each has the currency's decimals.
  function minor(text, currency) {
    assert.match(text, decimals[currency] ? new RegExp(`^-?\\d+\\.\\d{${decimals[currency]}}$`) : /^-?\d+$/);
    return BigInt(text.replace('.', ''));
  }
  const sum = (texts, currency) => texts.reduce((total, text) => total + minor(text, currency), 0n);
  const of = (currency) => rows.filter((row) => row.currency === currency);
  const fees = (currency) => of(currency).map((row) => row.fee).filter((fee) => fee !== null);

  // The postings of a currency's lines: id, amount, day; a fee is one of its own.
  const postings = (currency) => of(currency).flatMap((row) => {
    const fee = row.fee && minor(row.fee, currency) !== 0n ? [[`${row.movement_id}-fee`, `-${row.fee}`, row.accounting_date]] : [];
    return [[row.movement_id, row.gross, row.accounting_date], ...fee];
  });

  it('the lines come to what the API says', async () => {
    const { data } = await payee.api('payments');
    for (const currency of Object.keys(decimals)) {
      const theirs = data.filter((payment) => payment.currency === currency);
      const arrived = sum(theirs.map((payment) => payment.amount), currency) - sum(theirs.map((payment) => payment.refunded), currency);
      assert.equal(sum(of(currency).map((row) => row.gross), currency), arrived);
    }
    assert.equal(rows.length, 5);
    assert.deepEqual(fees('EUR').filter((fee) => fee !== '0.00'), ['0.58']);
    assert.equal(rows[0].memo, MEMO);
  });

  it('ofxtools and ofxparse read the same statement', async () => {
    for (const currency of Object.keys(decimals)) {
      const { lax, ...strict } = await peers.ask('ofx', { text: await file('ofx', currency) });
      assert.deepEqual(lax, strict);
      assert.deepEqual([strict.account, strict.currency], [`${currency}-exporter`, currency]);
      assert.equal(minor(strict.balance, currency), sum(of(currency).map((row) => row.gross), currency) - sum(fees(currency), currency));
      assert.deepEqual(strict.lines.map(([id, , amount, day]) => [id, amount, day]), postings(currency));
      const kinds = strict.lines.map(([, kind]) => kind).sort();
      assert.deepEqual(kinds, currency === 'EUR' ? ['CREDIT', 'CREDIT', 'DEBIT', 'FEE'] : ['CREDIT']);
      for (const [, kind, , , name, memo] of strict.lines) {
        assert.match(name, /^Chit (demo|manual)$/);
        assert.equal(memo.endsWith(MEMO), kind !== 'FEE', memo);
      }
    }
  });

  it('xmllint finds the XML well-formed', async () => {
    for (const currency of Object.keys(decimals)) await xmllint(await file('ofx', currency));
    await assert.rejects(xmllint((await file('ofx', 'EUR')).replace('</OFX>', '')), /parser error/);
  });

  it('quiffen reads the same transactions', async () => {
    for (const currency of Object.keys(decimals)) {
      const theirs = await peers.ask('qif', { text: await file('qif', currency) });
      const ours = postings(currency).map(([id, amount, day]) => [id, amount, day]);
      assert.deepEqual(theirs.map(([id, amount, day]) => [id, amount, day]).sort(), ours.sort());
      for (const [id, , , payee, memo] of theirs) {
        assert.match(payee, /^Chit (demo|manual)$/);
        assert.equal(memo.endsWith(MEMO), !id.endsWith('-fee'), memo);
      }
    }
  });

  it('csv of Python’s reads the tables', async () => {
    const european = await file('csv-eu');
    assert.equal(european[0], '\uFEFF');
    const table = await peers.ask('table', { text: european.slice(1), delimiter: ';' });
    const point = (text) => text.replace(',', '.');
    for (const [at, row] of table.entries()) {
      const { gross, fee, net, ...rest } = row;
      assert.deepEqual([point(gross), point(fee) || null, point(net) || null], [rows[at].gross, rows[at].fee, rows[at].net]);
      assert.equal(rest.memo, `'${MEMO}`);
      assert.equal(rest.reference, rows[at].reference ? `="${rows[at].reference}"` : '');
      assert.deepEqual(Object.keys(row), Object.keys(rows[at]));
    }
    assert.equal(table.length, rows.length);
    for (const currency of Object.keys(decimals)) {
      const xero = await peers.ask('table', { text: await file('xero', currency), delimiter: ',' });
      assert.deepEqual(xero.map((row) => [row['*Amount'], row['*Date']]), postings(currency).map(([, amount, day]) => [amount, day]));
      const intuit = await peers.ask('table', { text: await file('quickbooks', currency), delimiter: ',' });
      const day = (iso) => iso.split('-').reverse().join('/');
      assert.deepEqual(intuit.map((row) => [row.Amount, row.Date]), postings(currency).map(([, amount, iso]) => [amount, day(iso)]));
    }
  });
});
