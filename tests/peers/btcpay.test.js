// What a payer's wallet is given for an invoice of BTCPay's, taken apart by other people's libraries: the code in the picture, and the
// link. And a webhook that Node's own cryptography signs.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { decode as readUri } from 'bip21';
import { decode as readInvoice } from 'light-bolt11-decoder';
import { scan, useHouse } from '../browser/support.js';

const STORE = '9CiNzKoANXxmk5ayZngSXrHTiVvvgCrwrpFQd4m2K776';
const SECRET = '2s4JRKkLwQn8o8RPwTmTT4';
// An example of BIP 173's, and one of BOLT 11's: 2500 micro-bitcoin for a cup of coffee.
const ADDRESS = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const COFFEE = 'lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp';

// A BTCPay whose every invoice of 25 euros is a cup of coffee.
class Stall {
  invoices = [];
  ways = ['BTC-CHAIN', 'BTC-LN'];

  async open() {
    this.server = http.createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const [, , , , store, , id, more] = new URL(request.url, 'http://x').pathname.split('/');
      assert.equal(store, STORE);
      const invoice = this.invoices.find((made) => made.id === id);
      const answer = request.method === 'POST' ? this.#make(JSON.parse(body)) : more ? this.#methods(invoice) : id ? invoice : [];
      response.statusCode = answer ? 200 : 422;
      response.end(JSON.stringify(answer || {}));
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.base = `http://127.0.0.1:${this.server.address().port}`;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  #make({ amount, currency, metadata }) {
    if (amount.startsWith('-')) return undefined;
    const createdTime = Math.floor(Date.now() / 1000);
    const times = { createdTime, expirationTime: createdTime + 1800 };
    const invoice = { id: `Invoice${this.invoices.length}`, storeId: STORE, amount, currency, status: 'New', additionalStatus: 'None', metadata, ...times };
    this.invoices.push(invoice);
    return invoice;
  }

  #methods({ status }) {
    const due = status === 'Settled' ? '0' : '0.0025';
    const destinations = { 'BTC-CHAIN': ADDRESS, 'BTC-LN': COFFEE };
    return this.ways.map((paymentMethodId) => ({ paymentMethodId, destination: destinations[paymentMethodId], rate: '10000', due, payments: [] }));
  }
}

describe('BTCPay', () => {
  const house = useHouse({ browser: false });
  const stall = new Stall();
  let payee, hook;
  before(() => stall.open());
  after(() => stall.close());
  before(async () => {
    payee = await house.payee('peer-btcpay', 'Anna');
    const settings = { url: stall.base, store_id: STORE, api_key: '3b5b5c0f2f7d4a6f8e9d0c1b2a3f4e5d6c7b8a90', webhook_secret: SECRET };
    hook = (await payee.api('methods', { rail: 'btcpay', settings })).webhook_url;
  });

  // Starts a payment; gives the request, what a reader sees in the picture, and the link that opens a wallet.
  async function started() {
    const request = await payee.request({ amount: '25.00', currency: 'EUR' });
    const answer = await fetch(`${house.local}/r/${request.code}/pay`, {
      method: 'POST',
      headers: { origin: house.local, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    });
    assert.equal(answer.status, 303);
    const own = house.local + answer.headers.get('location');
    const page = await (await fetch(own)).text();
    const [link] = [...page.matchAll(/href="((?:bitcoin|lightning):[^"]*)"/g)].map(([, value]) => value.replaceAll('&#38;', '&'));
    const code = await scan(Buffer.from(await (await fetch(`${own}/qr.png?size=1024`)).arrayBuffer()));
    return { request, code, link };
  }

  const asksForCoffee = (invoice) => {
    const { sections } = readInvoice(invoice);
    assert.equal(sections.find(({ name }) => name === 'amount').value, '250000000');
    assert.equal(sections.find(({ name }) => name === 'description').value, '1 cup coffee');
  };

  it('bip21 and light-bolt11-decoder read both ways to pay in one code', async () => {
    const { code, link } = await started();
    for (const uri of [code, link]) {
      const { address, options } = readUri(uri);
      assert.equal(address.toLowerCase(), ADDRESS);
      assert.deepEqual(Object.keys(options).sort(), ['amount', 'lightning']);
      assert.equal(options.amount, 0.0025);
      assert.equal(options.lightning.toLowerCase(), COFFEE);
      asksForCoffee(options.lightning);
    }
    assert.equal(code.toLowerCase(), link);
  });

  it('light-bolt11-decoder reads Lightning alone', async () => {
    stall.ways = ['BTC-LN'];
    const { code, link } = await started();
    stall.ways = ['BTC-CHAIN', 'BTC-LN'];
    assert.equal(code.toLowerCase(), link);
    for (const uri of [code, link]) {
      assert.ok(uri.startsWith('lightning:'));
      asksForCoffee(uri.slice('lightning:'.length));
    }
  });

  it('a webhook that Node signs is believed, and no other', async () => {
    const { request } = await started();
    const invoice = stall.invoices.at(-1);
    invoice.status = 'Settled';
    const body = JSON.stringify({ type: 'InvoiceSettled', storeId: STORE, invoiceId: invoice.id, deliveryId: 'd1' });
    const tell = (key) => fetch(hook, { method: 'POST', body, headers: { 'BTCPay-Sig': `sha256=${createHmac('sha256', key).update(body).digest('hex')}` } });
    assert.equal((await tell('another-secret')).status, 401);
    assert.equal((await payee.api(`requests/${request.code}`)).status, 'open');
    assert.equal((await tell(SECRET)).status, 204);
    assert.equal((await payee.api(`requests/${request.code}`)).status, 'paid');
  });
});
