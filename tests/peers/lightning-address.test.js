// A Lightning address in front of a real LNbits: its prices, its invoices with the hash of a description, its preimages. What is between, the
// three answers of LUD-16, LUD-06 and LUD-21, is put together here.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { useHouse } from '../browser/support.js';
import { LnbitsServer, until } from './lnbits-server.js';

/// What it says of the payee.
const METADATA = JSON.stringify([['text/plain', 'Zq7 Anna’s wallet'], ['text/identifier', 'anna@wallet.example']]);

class AddressServer {
  async open(lnbits, wallet) {
    this.asked = [];
    this.verifies = true;
    this.server = http.createServer(async (request, response) => {
      const url = new URL(request.url, this.base);
      this.asked.push(url);
      response.setHeader('content-type', 'application/json');
      try {
        response.end(JSON.stringify(await this.#answer(url, lnbits, wallet)));
      } catch (error) {
        response.end(JSON.stringify({ status: 'ERROR', reason: String(error) }));
      }
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.host = `127.0.0.1:${this.server.address().port}`;
    this.base = `http://${this.host}`;
  }

  async #answer(url, lnbits, wallet) {
    if (url.pathname === '/.well-known/lnurlp/anna') {
      return {
        tag: 'payRequest', callback: `${this.base}/cb`, minSendable: 1000, maxSendable: 10 ** 11, metadata: METADATA, commentAllowed: 64,
      };
    }
    if (url.pathname === '/cb') {
      const msat = Number(url.searchParams.get('amount'));
      const pr = await lnbits.described(wallet, msat / 1000, METADATA);
      const { payment_hash: hash } = await lnbits.decoded(pr);
      return { pr, routes: [], verify: this.verifies ? `${this.base}/verify/${hash}` : undefined };
    }
    const { status, preimage, bolt11 } = await lnbits.payment(wallet, url.pathname.split('/').pop());
    const settled = status === 'success';
    return { status: 'OK', settled, preimage: settled ? preimage : null, pr: bolt11 };
  }

  close() {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}

describe('A Lightning address', () => {
  const lnbits = new LnbitsServer();
  const address = new AddressServer();
  const settings = { CHIT_LOG: 'debug' };
  let payer;
  before(async () => {
    await lnbits.open();
    payer = await lnbits.wallet('Zq7 Payer', 5_000_000);
    await address.open(lnbits, await lnbits.wallet('Zq7 Shop'));
    settings.CHIT_RATES_URL = lnbits.base;
  }, { timeout: 120_000 });
  after(() => lnbits.close());
  after(() => address.close());
  const house = useHouse({ browser: false, settings });
  let payees = 0;

  async function started(amount, currency = 'EUR') {
    payees += 1;
    const seller = await house.payee(`address-${payees}`, 'Anna');
    await seller.api('methods', { rail: 'lightning_address', settings: { address: `anna@${address.host}` } });
    const request = await seller.request({ amount, currency, memo: 'For nobody but the payer' });
    const headers = { origin: house.local, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${house.local}/r/${request.code}/pay`, { method: 'POST', headers, redirect: 'manual' });
    assert.equal(answer.status, 303, await answer.text());
    const own = house.local + answer.headers.get('location');
    const page = await (await fetch(own)).text();
    const [sats, bolt11] = [...page.matchAll(/data-copy="([^"]*)"/g)].map(([, value]) => value);
    const payment = async () => (await seller.api(`payments?request=${request.code}`)).data[0];
    return { request, own, page, sats: Number(sats), bolt11, payment };
  }

  it('is asked for what LNbits’ price says, to a satoshi more at most', async () => {
    for (const [amount, currency] of [['25.10', 'EUR'], ['0.01', 'EUR'], ['99.99', 'USD'], ['2500', 'JPY'], ['12.345', 'KWD']]) {
      const { sats, bolt11, request } = await started(amount, currency);
      // LNbits rounds down.
      assert.ok([0, 1].includes(sats - await lnbits.sats(amount, currency)), `${amount} ${currency}: ${sats}`);
      const decoded = await lnbits.decoded(bolt11);
      assert.equal(decoded.amount_msat, sats * 1000);
      const { searchParams } = address.asked.findLast((url) => url.pathname === '/cb');
      assert.deepEqual([...searchParams.keys()], ['amount', 'comment']);
      assert.equal(searchParams.get('comment').replaceAll(' ', ''), request.rf);
    }
  });

  it('is paid once LNbits shows the preimage', async () => {
    const begun = await started('25.10');
    assert.equal((await begun.payment()).state, 'pending');
    await lnbits.pay(payer, begun.bolt11);
    await until('the payment', async () => {
      await fetch(begun.own);
      return (await begun.payment()).state === 'settled';
    });
    const { evidence, amount, currency } = await begun.payment();
    assert.deepEqual({ evidence, amount, currency }, { evidence: 'poll', amount: '25.10', currency: 'EUR' });
    for (const hidden of [begun.bolt11, 'Zq7', 'anna@']) assert.ok(!house.log.includes(hidden), hidden);
  });

  it('leaves it to the payee where the wallet proves nothing', async () => {
    address.verifies = false;
    const { page, payment } = await started('12.00');
    assert.match(page, /value="claim"/);
    assert.equal((await payment()).state, 'pending');
  });
});
