// What the service says to PayPal, held against PayPal's own description of its API.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { useHouse } from '../browser/support.js';

const DESCRIPTIONS = { '/v2/checkout/': 'checkout_orders_v2', '/v2/payments/': 'payments_payment_v2', '/v1/notifications/': 'notifications_webhooks_v1' };
const ACCOUNT = { environment: 'sandbox', client_id: 'AbCdEfGhIjKlMnOpQrStUv-_0123456789', client_secret: 'EfGhIjKlMnOpQrStUvWxYz-_0123456789', webhook_id: '1JE4291016473214C' };
const SIGNED = {
  'paypal-auth-algo': 'SHA256withRSA',
  'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77',
  'paypal-transmission-id': '69cd13f0-d67a-11e5-baa3-778b53f4ae55',
  'paypal-transmission-sig': 'lmI95Jx3Y9nhR5SJWlHVIWpg4AgFk7n9bCHSRxbrd8A9zrhdu2rMyFrmz==',
  'paypal-transmission-time': '2026-02-18T20:01:35Z',
};

// One description: the calls that are in it, and what their bodies have to be.
class Judge {
  constructor(name) {
    this.described = JSON.parse(readFileSync(new URL(`../data/paypal/${name}.json`, import.meta.url)));
    this.ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, logger: false }));
    this.ajv.addSchema(this.described, name);
    this.name = name;
  }

  // What is wrong with a call: nothing, or why.
  objects({ method, url, headers, body }) {
    const parts = new URL(url, 'http://x').pathname.split('/').map(decodeURIComponent);
    const fits = (template) => {
      const wanted = template.split('/');
      return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('{') || part === parts[at]);
    };
    // A path that is written out is meant before one with a gap.
    const templates = Object.keys(this.described.paths).filter(fits).sort((a, b) => a.split('{').length - b.split('{').length);
    const call = this.described.paths[templates[0]]?.[method.toLowerCase()];
    if (!call) return `${method} ${url} is not described`;
    if (!/^Bearer \S+$/.test(headers.authorization)) return `${method} ${url} has no token`;
    const taken = call.requestBody?.content['application/json'].schema;
    if (!taken) return body ? `${method} ${url} takes no body` : null;
    if (headers['content-type'] !== 'application/json') return `${method} ${url} is not JSON`;
    const schema = taken.$ref ? { $ref: `${this.name}${taken.$ref}` } : taken;
    const good = this.ajv.validate(schema, JSON.parse(body));
    return good ? null : `${method} ${url}: ${this.ajv.errorsText()}`;
  }
}

// PayPal, as far as one order goes. Every call but the token's is judged first; the token is in no description.
class Listener {
  judges = {};
  calls = [];
  objections = [];
  order = null;

  async open() {
    for (const [prefix, name] of Object.entries(DESCRIPTIONS)) this.judges[prefix] = new Judge(name);
    this.server = http.createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const { method, url, headers } = request;
      const call = { method, url, headers, body };
      if (url !== '/v1/oauth2/token') {
        this.calls.push(`${method} ${url}`);
        const [, judge] = Object.entries(this.judges).find(([prefix]) => url.startsWith(prefix)) ?? [];
        const objection = judge ? judge.objects(call) : `${method} ${url} is in no description`;
        if (objection) this.objections.push(objection);
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.#answer(call)));
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.base = `http://127.0.0.1:${this.server.address().port}`;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  #answer({ method, url, body }) {
    if (url === '/v1/oauth2/token') return { access_token: 'A21-token', expires_in: 32400 };
    if (url.startsWith('/v1/notifications/webhooks/')) return { id: ACCOUNT.webhook_id, url: 'https://chit.example' };
    if (url.endsWith('/verify-webhook-signature')) return { verification_status: 'SUCCESS' };
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
    const event = (event_type, resource) => {
      const body = JSON.stringify({ id: 'WH-2WR32451HC0233532', create_time: '2026-02-18T20:01:35Z', event_type, resource }, null, 3);
      return fetch(hook, { method: 'POST', body, headers: { ...SIGNED, 'content-type': 'application/json' } });
    };
    listener.order.status = 'APPROVED';
    assert.equal((await event('CHECKOUT.ORDER.APPROVED', { id: listener.order.id })).status, 204);
    assert.equal((await payee.api(`requests/${request.code}`)).status, 'paid');
    const up = { rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/3C679366HH908993F' };
    assert.equal((await event('PAYMENT.CAPTURE.REFUNDED', { id: '1R', links: [up] })).status, 204);
    assert.deepEqual(listener.objections, []);
    assert.deepEqual([...new Set(listener.calls)].sort(), [
      'GET /v1/notifications/webhooks/1JE4291016473214C',
      'GET /v2/checkout/orders/5O190127TN364715T',
      'GET /v2/payments/captures/3C679366HH908993F',
      'POST /v1/notifications/verify-webhook-signature',
      'POST /v2/checkout/orders',
      'POST /v2/checkout/orders/5O190127TN364715T/capture',
    ]);
  });

  it('its description refuses what is wrong', () => {
    const call = (body) => ({ method: 'POST', url: '/v2/checkout/orders', headers: { authorization: 'Bearer x', 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const judge = listener.judges['/v2/checkout/'];
    assert.match(judge.objects(call({ intent: 'CAPTURE' })), /purchase_units/);
    assert.match(judge.objects(call({ intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'EUR', value: '1,5' } }] })), /value/);
    assert.match(judge.objects({ ...call({}), url: '/v2/checkout/orders/x/capture/y' }), /not described/);
    assert.match(judge.objects({ ...call({}), headers: {} }), /no token/);
  });
});
