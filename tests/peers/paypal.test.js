// What the service says to PayPal, held against PayPal's own description of its API.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { useHouse } from '../browser/support.js';
import { Prism } from './prism.js';

const DESCRIPTIONS = { '/v2/checkout/': 'checkout_orders_v2', '/v2/payments/': 'payments_payment_v2', '/v1/notifications/': 'notifications_webhooks_v1' };
const ACCOUNT = { environment: 'sandbox', client_id: 'AbCdEfGhIjKlMnOpQrStUv-_0123456789', client_secret: 'EfGhIjKlMnOpQrStUvWxYz-_0123456789', webhook_id: '1JE4291016473214C' };
const SIGNED = {
  'paypal-auth-algo': 'SHA256withRSA',
  'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77',
  'paypal-transmission-id': '69cd13f0-d67a-11e5-baa3-778b53f4ae55',
  'paypal-transmission-sig': 'lmI95Jx3Y9nhR5SJWlHVIWpg4AgFk7n9bCHSRxbrd8A9zrhdu2rMyFrmz==',
};

// One description, served by Prism, which takes what is described and refuses the rest.
class Judge {
  prism = new Prism();

  constructor(name) {
    this.name = name;
  }

  async open() {
    const described = await readFile(new URL(`../data/paypal/${this.name}.json`, import.meta.url), 'utf8');
    // Three patterns (of e-mail addresses and of other people's names) are no regular expressions where Unicode is on. Prism takes any
    // body at all when one pattern of its description isn't.
    const mended = JSON.parse(described, (key, value) => (key === 'pattern' && !isPattern(value) ? undefined : value));
    await this.prism.open('mock', mended);
  }

  close() {
    return this.prism.close();
  }

  // What is wrong with a call: nothing, or why.
  async objects({ method, url, headers, body }) {
    // Without Prefer, which is what Prism is told its own wishes by.
    const described = Object.entries(headers).filter(([name]) => ['authorization', 'content-type', 'paypal-request-id'].includes(name));
    const answer = await fetch(this.prism.base + url, { method, headers: Object.fromEntries(described), body: body || undefined });
    return answer.ok ? null : `${method} ${url}: ${answer.status} ${answer.headers.get('sl-violations') ?? await answer.text()}`;
  }
}

function isPattern(text) {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}

const UP = { rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/3C679366HH908993F' };

// PayPal, as far as one order goes. Every call but the token's is judged first; the token is in no description.
class Listener {
  judges = {};
  calls = [];
  objections = [];
  order = null;

  async open() {
    for (const [prefix, name] of Object.entries(DESCRIPTIONS)) this.judges[prefix] = new Judge(name);
    await Promise.all(Object.values(this.judges).map((judge) => judge.open()));
    this.server = http.createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const { method, url, headers } = request;
      const call = { method, url, headers, body };
      if (url !== '/v1/oauth2/token') {
        this.calls.push(`${method} ${url}`);
        const [, judge] = Object.entries(this.judges).find(([prefix]) => url.startsWith(prefix)) ?? [];
        const objection = judge ? await judge.objects(call) : `${method} ${url} is in no description`;
        if (objection) this.objections.push(objection);
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.#answer(call)));
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.base = `http://127.0.0.1:${this.server.address().port}`;
  }

  async close() {
    this.server?.close();
    this.server?.closeAllConnections();
    await Promise.all(Object.values(this.judges).map((judge) => judge.close()));
  }

  #answer({ method, url, body }) {
    if (url === '/v1/oauth2/token') return { access_token: 'A21-token', expires_in: 32400 };
    if (url.startsWith('/v1/notifications/webhooks/')) return { id: ACCOUNT.webhook_id, url: 'https://chit.example' };
    if (url.endsWith('/verify-webhook-signature')) return { verification_status: 'SUCCESS' };
    if (url.endsWith('/refund')) return { id: '1JU08902781691411', status: 'COMPLETED' };
    if (url.startsWith('/v2/payments/refunds/')) return { id: url.split('/').pop(), status: 'COMPLETED', amount: { currency_code: 'EUR', value: '20.00' }, links: [UP] };
    if (url.startsWith('/v2/payments/captures/')) return { id: '3C679366HH908993F', status: 'COMPLETED', supplementary_data: { related_ids: { order_id: this.order.id } } };
    if (method === 'POST' && url === '/v2/checkout/orders') {
      const links = [{ rel: 'payer-action', href: `${this.base}/checkoutnow?token=5O190127TN364715T` }];
      this.order = { id: '5O190127TN364715T', status: 'PAYER_ACTION_REQUIRED', purchase_units: JSON.parse(body).purchase_units, links };
    } else if (url.endsWith('/capture')) {
      const [unit] = this.order.purchase_units;
      unit.payments = { captures: [{ id: '3C679366HH908993F', status: 'COMPLETED', amount: unit.amount }] };
      this.order.status = 'COMPLETED';
    }
    return this.order;
  }
}

describe('PayPal', () => {
  const listener = new Listener();
  const settings = {};
  before(async () => {
    await listener.open();
    settings.CHIT_PAYPAL_URL = listener.base;
  });
  after(() => listener.close());
  const house = useHouse({ browser: false, settings });

  it('would take every call of the service, by its own description', async () => {
    const payee = await house.payee('peer-paypal', 'Anna');
    const { webhook_url: hook } = await payee.api('methods', { rail: 'paypal', settings: ACCOUNT });
    const request = await payee.request({ amount: '25.00', currency: 'EUR' });
    const headers = { origin: house.local, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${house.local}/r/${request.code}/pay`, { method: 'POST', headers, redirect: 'manual' });
    assert.equal(answer.status, 303);
    const event = (event_type, resource, sent = new Date().toISOString()) => {
      const body = JSON.stringify({ id: 'WH-2WR32451HC0233532', create_time: '2026-02-18T20:01:35Z', event_type, resource }, null, 3);
      return fetch(hook, { method: 'POST', body, headers: { ...SIGNED, 'paypal-transmission-time': sent, 'content-type': 'application/json' } });
    };
    listener.order.status = 'APPROVED';
    // Older than PayPal repeats a message, it is turned away without a question.
    assert.equal((await event('CHECKOUT.ORDER.APPROVED', { id: listener.order.id }, '2026-02-18T20:01:35Z')).status, 401);
    assert.ok(!listener.calls.some((call) => call.includes('verify-webhook-signature')));
    assert.equal((await event('CHECKOUT.ORDER.APPROVED', { id: listener.order.id })).status, 204);
    assert.equal((await payee.api(`requests/${request.code}`)).status, 'paid');
    assert.equal((await event('PAYMENT.CAPTURE.REFUNDED', { id: '1R', links: [UP] })).status, 204);
    const { data: [payment] } = await payee.api(`payments?request=${request.code}`);
    assert.equal((await payee.api(`payments/${payment.id}/refund`, { amount: '5.00' })).refunded, '5.00');
    assert.equal((await event('PAYMENT.CAPTURE.REVERSED', { id: '1JU08902781691412', amount: { currency_code: 'USD', value: '99.00' }, links: [UP] })).status, 204);
    assert.equal((await payee.api(`payments/${payment.id}`)).refunded, '25.00');
    assert.deepEqual(listener.objections, []);
    assert.deepEqual([...new Set(listener.calls)].sort(), [
      'GET /v1/notifications/webhooks/1JE4291016473214C',
      'GET /v2/checkout/orders/5O190127TN364715T',
      'GET /v2/payments/captures/3C679366HH908993F',
      'GET /v2/payments/refunds/1JU08902781691412',
      'POST /v1/notifications/verify-webhook-signature',
      'POST /v2/checkout/orders',
      'POST /v2/checkout/orders/5O190127TN364715T/capture',
      'POST /v2/payments/captures/3C679366HH908993F/refund',
    ]);
  });

  it('has no call that ends an order, so nothing is taken for one that is over', async () => {
    const payee = await house.payee('peer-paypal-over', 'Anna');
    const { webhook_url: hook } = await payee.api('methods', { rail: 'paypal', settings: ACCOUNT });
    const request = await payee.request({ amount: '25.00', currency: 'EUR' });
    const headers = { origin: house.local, 'sec-fetch-site': 'same-origin' };
    assert.equal((await fetch(`${house.local}/r/${request.code}/pay`, { method: 'POST', headers, redirect: 'manual' })).status, 303);
    await payee.api(`requests/${request.code}/cancel`, {});
    listener.calls.length = 0;
    listener.order.status = 'APPROVED';
    const body = JSON.stringify({ id: 'WH-OVER', event_type: 'CHECKOUT.ORDER.APPROVED', resource: { id: listener.order.id } });
    const sent = { ...SIGNED, 'paypal-transmission-time': new Date().toISOString(), 'content-type': 'application/json' };
    assert.equal((await fetch(hook, { method: 'POST', body, headers: sent })).status, 204);
    assert.ok(listener.calls.some((call) => call.startsWith('GET /v2/checkout/orders/')), 'it was looked at');
    assert.ok(!listener.calls.some((call) => call.startsWith('POST /v2/')), 'and left at that');
    const stands = await payee.api(`requests/${request.code}`);
    assert.deepEqual([stands.status, stands.paid_count], ['cancelled', 0]);
    // Whatever one would call it, PayPal's description has none.
    const described = JSON.parse(await readFile(new URL('../data/paypal/checkout_orders_v2.json', import.meta.url), 'utf8'));
    const calls = Object.entries(described.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    assert.ok(calls.length >= 8 && !calls.some((call) => /^delete|cancel|void|expire/.test(call)), calls.join());
  });

  it('its description refuses what is wrong', async () => {
    const json = { authorization: 'Bearer x', 'content-type': 'application/json' };
    const order = (amount) => ({ intent: 'CAPTURE', purchase_units: [{ amount }] });
    const objection = (prefix, url, body, headers = json) => listener.judges[prefix].objects({ method: 'POST', url, headers, body: JSON.stringify(body) });
    const orders = (body, headers) => objection('/v2/checkout/', '/v2/checkout/orders', body, headers);
    const fine = order({ currency_code: 'EUR', value: '1.50' });
    assert.equal(await orders(fine), null);
    assert.match(await orders({ intent: 'CAPTURE' }), /422 .*purchase_units/);
    assert.match(await orders(order({ currency_code: 'EUR', value: '1,5' })), /422 .*value/);
    assert.match(await orders(fine, { 'content-type': 'application/json' }), /401/);
    assert.match(await orders(fine, { ...json, 'content-type': 'text/plain' }), /415/);
    assert.match(await objection('/v2/checkout/', '/v2/checkout/orders/x/capture/y', {}), /404/);
    assert.match(await objection('/v2/payments/', '/v2/payments/captures/3C679366HH908993F/refund', { amount: '5.00' }), /amount/);
    assert.match(await objection('/v1/notifications/', '/v1/notifications/verify-webhook-signature', { webhook_id: 'x' }), /transmission_id/);
  });
});
