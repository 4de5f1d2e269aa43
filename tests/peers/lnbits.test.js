// A real LNbits: it makes the invoice, one of its wallets pays it, it reports or it doesn't, and the service knows.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LightningAddress } from '@getalby/lightning-tools/lnurl';
import { scan, useHouse } from '../browser/support.js';
import { LnbitsServer, THIS_MACHINE, until } from './lnbits-server.js';

/// How long news may take: a page that waits has LNbits asked every ten seconds.
const PATIENCE = 30_000;

describe('LNbits', () => {
  const lnbits = new LnbitsServer();
  let shop;
  let payer;
  before(async () => {
    await lnbits.open();
    shop = await lnbits.wallet('Zq7 Shop');
    payer = await lnbits.wallet('Zq7 Payer', 5_000_000);
  }, { timeout: 120_000 });
  after(() => lnbits.close());
  const house = useHouse({ browser: false, settings: { CHIT_LOG: 'debug' } });
  let payees = 0;

  async function payee() {
    payees += 1;
    const made = await house.payee(`peer-${payees}`, 'Anna');
    await made.api('methods', { rail: 'lnbits', settings: { url: lnbits.base, invoice_key: shop.inkey } });
    return made;
  }

  const press = (code) => fetch(`${house.local}/r/${code}/pay`, {
    method: 'POST', headers: { origin: house.local, 'sec-fetch-site': 'same-origin' }, redirect: 'manual',
  });

  // A payment that was begun, as its payer sees it.
  async function started(seller, amount, currency = 'EUR') {
    const request = await seller.request({ amount, currency, memo: 'For nobody but the payer' });
    const answer = await press(request.code);
    assert.equal(answer.status, 303, await answer.text());
    const own = house.local + answer.headers.get('location');
    const page = await (await fetch(own)).text();
    const [sats, bolt11] = [...page.matchAll(/data-copy="([^"]*)"/g)].map(([, value]) => value);
    const decoded = await lnbits.decoded(bolt11);
    const stands = async () => (await seller.api(`requests/${request.code}`)).status;
    const payment = async () => (await seller.api(`payments?request=${request.code}`)).data[0];
    return { request, own, page, sats: Number(sats), bolt11, decoded, hash: decoded.payment_hash, stands, payment };
  }

  // Waits as the payer's page does, until it is told that it is out of date.
  async function news({ own, page }) {
    const [, live] = /data-live="([^"]*)"/.exec(page);
    const stream = await fetch(house.local + live.replaceAll('&#38;', '&'), { signal: AbortSignal.timeout(PATIENCE) });
    assert.equal(stream.status, 200, own);
    return { told: async () => assert.match(await stream.text(), /event: change/) };
  }

  it('makes the invoice that is shown, and reports that it was paid', async () => {
    const anna = await payee();
    const begun = await started(anna, '25.10');
    const { request, own, page, bolt11, decoded, hash } = begun;
    assert.equal(begun.sats, await lnbits.sats('25.10', 'EUR'));
    assert.equal(decoded.amount_msat, begun.sats * 1000);
    assert.equal(decoded.expiry, 1200);
    assert.equal(decoded.description.replaceAll(' ', ''), request.rf);
    assert.ok(page.includes(`href="lightning:${bolt11}"`));
    const picture = Buffer.from(await (await fetch(`${own}/qr.png?size=1024`)).arrayBuffer());
    assert.equal(await scan(picture), `lightning:${bolt11.toUpperCase()}`);

    const waiting = await news(begun);
    const known = await lnbits.payment(shop, hash);
    assert.match(known.webhook, /\/hooks\/lnbits\/mtd_/);
    assert.ok(!JSON.stringify(known).includes('nobody'), 'LNbits is not told what it is for');
    await lnbits.pay(payer, bolt11);
    await waiting.told();
    assert.equal(await begun.stands(), 'paid');
    const { state, evidence, amount, currency, fee } = await begun.payment();
    assert.deepEqual({ state, evidence, amount, currency, fee }, { state: 'settled', evidence: 'poll', amount: '25.10', currency: 'EUR', fee: '0.00' });
    await until('LNbits to note the answer', async () => (await lnbits.payment(shop, hash)).webhook_status === '204');
    assert.ok(!(await (await fetch(own)).text()).includes(bolt11), 'an invoice that is paid is no longer shown');
    for (const hidden of [hash, bolt11, shop.inkey, 'Zq7']) assert.ok(!house.log.includes(hidden), hidden);
  });

  it('asks for exactly what is written, in currencies of any decimals', async () => {
    const anna = await payee();
    for (const [amount, currency] of [['0.01', 'EUR'], ['99.99', 'USD'], ['2500', 'JPY'], ['12.345', 'KWD'], ['1234.56', 'USD']]) {
      const { sats, decoded } = await started(anna, amount, currency);
      assert.equal(sats, await lnbits.sats(amount, currency), `${amount} ${currency}`);
      assert.equal(decoded.amount_msat, sats * 1000);
    }
  });

  it('is asked where its report gets lost, or it may not report at all', async () => {
    const anna = await payee();
    const lost = await started(anna, '25.00');
    await lnbits.set({ lnbits_callback_url_rules: ['https://elsewhere\\.example'], lnbits_callback_allow_private_ips: false });
    try {
      const forbidden = await started(anna, '12.00');
      assert.ok((await lnbits.payment(shop, lost.hash)).webhook);
      assert.equal((await lnbits.payment(shop, forbidden.hash)).webhook, null);
      await Promise.all([lost, forbidden].map(async (begun) => {
        const waiting = await news(begun);
        await lnbits.pay(payer, begun.bolt11);
        await waiting.told();
        assert.equal(await begun.stands(), 'paid');
        assert.equal((await begun.payment()).evidence, 'poll');
      }));
    } finally {
      await lnbits.set({ lnbits_callback_url_rules: [THIS_MACHINE], lnbits_callback_allow_private_ips: true });
    }
  });

  it('gives an invoice up: the payer reads so and may start again', async () => {
    const anna = await payee();
    const begun = await started(anna, '25.00');
    const waiting = await news(begun);
    await lnbits.giveUp(begun.hash);
    await waiting.told();
    assert.equal((await begun.payment()).state, 'failed');
    assert.equal(await begun.stands(), 'open');
    assert.equal((await press(begun.request.code)).status, 303);
  });

  // A wallet's library asks by https, at the address's host; the service is at another port of this machine.
  async function atItsHost(ask) {
    const { fetch } = globalThis;
    const here = (url) => String(url).replace('https://shop.example/', `${house.local}/`);
    globalThis.fetch = (url, ...more) => fetch(here(url), ...more);
    try {
      return await ask();
    } finally {
      globalThis.fetch = fetch;
    }
  }

  it('writes the invoices of a Lightning address, and proves what was paid', async () => {
    const anna = await payee();
    const { handle } = await anna.api('me');
    await atItsHost(async () => {
      const address = new LightningAddress(`${handle}@shop.example`, { proxy: false });
      await address.fetch();
      const { min, max, description, identifier, metadataHash } = address.lnurlpData;
      assert.deepEqual({ min, max, description }, { min: 1000, max: 999_999_999_999_000, description: 'Anna' });
      assert.equal(identifier, `${handle}@${new URL(house.local).host}`);
      for (const satoshi of [1, 31_250, 123_456]) {
        const invoice = await address.requestInvoice({ satoshi });
        assert.equal(invoice.satoshi, satoshi);
        const decoded = await lnbits.decoded(invoice.paymentRequest);
        assert.deepEqual([decoded.amount_msat, decoded.description_hash], [satoshi * 1000, metadataHash], 'LUD-06');
        assert.equal(await invoice.verifyPayment(), false);
        await lnbits.pay(payer, invoice.paymentRequest);
        await until('the proof', async () => await invoice.isPaid() && invoice.preimage, PATIENCE);
        assert.ok(invoice.validatePreimage(invoice.preimage), 'LUD-21');
        const [payment] = (await anna.api('payments')).data;
        const amount = (satoshi / 1e8).toFixed(8);
        assert.deepEqual([payment.state, payment.amount, payment.currency], ['settled', amount, 'BTC']);
        const receipt = await (await fetch(invoice.successAction.url)).text();
        assert.ok(receipt.includes(amount), receipt);
        assert.ok(!house.log.includes(invoice.preimage), 'the proof is kept nowhere');
      }
      await assert.rejects(address.requestInvoice({ satoshi: 10 ** 13 }), /amount/i);
      const nobody = new LightningAddress('nobody@shop.example', { proxy: false });
      await nobody.fetch();
      assert.equal(nobody.lnurlpData, undefined);
    });
  });

  it('knows what a key may do', async () => {
    const anna = await house.payee('peer-keys', 'Anna');
    const add = (invoice_key) => anna.api('methods', { rail: 'lnbits', settings: { url: lnbits.base, invoice_key } });
    await assert.rejects(add(shop.adminkey), /400.*admin key, which can spend/s);
    await assert.rejects(add('0'.repeat(32)), /400.*does not know this key/s);
    await add(shop.inkey);
  });

  it('has no rate: nothing is begun', async () => {
    const anna = await payee();
    const request = await anna.request({ amount: '25.00', currency: 'CHF' });
    const answer = await press(request.code);
    assert.equal(answer.status, 503);
    assert.deepEqual((await anna.api(`payments?request=${request.code}`)).data, []);
  });
});
