// What the service says to Stripe, held against the types of Stripe's own library; and what that library signs, told to the service.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { useHouse } from '../browser/support.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const TSC = fileURLToPath(new URL('node_modules/typescript/bin/tsc', import.meta.url));
const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const SECRET = 'whsec_test_secret';
const fixtures = JSON.parse(await readFile(new URL('../data/stripe/fixtures.json', import.meta.url)));

// A server that notes what it is asked and answers with Stripe's own example of a session.
class Listener {
  calls = [];
  sessions = new Map();

  async open() {
    this.server = http.createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const url = new URL(request.url, 'http://x');
      const call = { method: request.method, path: url.pathname, query: unflatten(url.searchParams), headers: request.headers, body: unflatten(new URLSearchParams(body)) };
      this.calls.push(call);
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

  #answer({ method, path, body }) {
    if (method === 'GET' && path === '/v1/refunds') return { object: 'list', data: [], has_more: false };
    if (path === '/v1/refunds') return { ...fixtures.refund, amount: body.amount };
    if (method === 'GET' && path === '/v1/checkout/sessions') return { object: 'list', data: [...this.sessions.values()].slice(-1), has_more: false };
    if (path === '/v1/disputes') return { object: 'list', data: [{ ...fixtures.dispute, payment_intent: 'pi_1', currency: 'eur', status: 'needs_response' }], has_more: false };
    if (method === 'GET') return this.sessions.get(path.split('/').pop());
    if (path.endsWith('/expire')) {
      const id = path.split('/').at(-2);
      this.sessions.set(id, { ...this.sessions.get(id), status: 'expired', url: null });
      return this.sessions.get(id);
    }
    const id = `cs_test_peer${this.sessions.size}`;
    const { currency, unit_amount: amount } = body.line_items[0].price_data;
    const { client_reference_id, metadata } = body;
    const made = { id, url: `${this.base}/c/pay/${id}`, amount_total: amount, currency, client_reference_id, metadata, success_url: body.success_url, livemode: false, status: 'open', payment_intent: null };
    this.sessions.set(id, { ...fixtures['checkout.session'], ...made });
    return this.sessions.get(id);
  }
}

// `a[b][0]=1` as the object that it stands for. What is a number or a truth is one.
function unflatten(pairs) {
  const whole = {};
  for (const [name, text] of pairs) {
    const path = [...name.matchAll(/[^[\]]+|\[\]/g)].map(([part]) => part);
    const value = /^\d+$/.test(text) ? Number(text) : text === 'true' || text === 'false' ? text === 'true' : text;
    let at = whole;
    path.forEach((part, depth) => {
      const key = part === '[]' ? 0 : /^\d+$/.test(part) ? Number(part) : part;
      const last = depth === path.length - 1;
      const next = /^(\d+|\[\])$/.test(path[depth + 1] ?? '') ? [] : {};
      at = last ? (at[key] = value) : (at[key] ??= next);
    });
  }
  return whole;
}

// What the compiler complains about: nothing, where the values are of these types.
async function complaints(typed) {
  const dir = await mkdtemp(`${HERE}types-`);
  try {
    const lines = typed.map(([type, value], at) => `export const v${at}: ${type} = ${JSON.stringify(value)};`);
    await writeFile(`${dir}/said.ts`, ["import Stripe from 'stripe';", ...lines].join('\n'));
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext'];
    return await new Promise((done) => execFile(process.execPath, [TSC, ...options, `${dir}/said.ts`], (_, stdout) => done(stdout)));
  } finally {
    await rm(dir, { recursive: true });
  }
}

describe('Stripe', () => {
  const stripe = new Stripe(KEY);
  const listener = new Listener();
  before(() => listener.open());
  after(() => listener.close());
  const settings = {};
  before(() => { settings.CHIT_STRIPE_URL = listener.base; });
  const house = useHouse({ browser: false, settings });

  // A payment that was begun: the session, and where Stripe reports to.
  async function started(handle) {
    const payee = await house.payee(handle, 'Anna');
    const method = await payee.api('methods', { rail: 'stripe', settings: { secret_key: KEY, webhook_secret: SECRET } });
    const request = await payee.request({ amount: '25.00', currency: 'EUR', memo: 'For nobody but the payer' });
    const headers = { origin: house.local, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${house.local}/r/${request.code}/pay`, { method: 'POST', headers, redirect: 'manual' });
    assert.equal(answer.status, 303);
    const session = listener.sessions.get(answer.headers.get('location').split('/').pop());
    return { payee, request, session, hook: method.webhook_url };
  }

  it('would take what the service asks, by the types of its own library', async () => {
    listener.calls.length = 0;
    const { payee, request, session, hook } = await started('peer-types');
    const paid = { ...session, status: 'complete', payment_status: 'paid', payment_intent: 'pi_1' };
    listener.sessions.set(session.id, paid);
    const post = (type, object) => deliver(hook, JSON.stringify({ ...fixtures.event, type, livemode: false, data: { object } }));
    assert.equal((await post('checkout.session.completed', paid)).status, 204);
    assert.equal((await post('charge.refunded', { ...fixtures.charge, payment_intent: 'pi_1', amount_refunded: 100, currency: 'eur' })).status, 204);
    const { data: [payment] } = await payee.api(`payments?request=${request.code}`);
    const { refunds: [refund] } = await payee.api(`payments/${payment.id}/refund`, { amount: '5.00' });
    const of = (method, path) => listener.calls.filter((call) => call.method === method && call.path === path);
    const created = of('POST', '/v1/checkout/sessions');
    const listed = of('GET', '/v1/checkout/sessions');
    const read = of('GET', `/v1/checkout/sessions/${session.id}`);
    const refunded = of('POST', '/v1/refunds');
    const refunds = of('GET', '/v1/refunds');
    assert.ok(created.length === 1 && listed.length >= 2 && read.length >= 1 && refunded.length === 1 && refunds.length >= 1);
    const typed = [
      ...created.map((call) => ['Stripe.Checkout.SessionCreateParams', call.body]),
      ...listed.map((call) => ['Stripe.Checkout.SessionListParams', call.query]),
      ...read.map((call) => ['Stripe.Checkout.SessionRetrieveParams', call.query]),
      ...refunded.map((call) => ['Stripe.RefundCreateParams', call.body]),
      ...refunds.map((call) => ['Stripe.RefundListParams', call.query]),
    ];
    assert.equal(await complaints(typed), '');
    assert.equal(typed.length, listener.calls.length, 'nothing else was asked');
    for (const { headers } of listener.calls) {
      assert.equal(headers['stripe-version'], Stripe.API_VERSION, 'the types are of the version that is asked for');
      assert.equal(headers.authorization, `Bearer ${KEY}`);
    }
    assert.equal(created[0].headers['idempotency-key'], created[0].body.client_reference_id);
    assert.deepEqual([refunded[0].body.amount, refunded[0].headers['idempotency-key'], refund.state], [500, refund.id, 'done']);
    assert.ok(!JSON.stringify(listener.calls).includes('For nobody'));
  });

  it('would be asked for disputes by those types', async () => {
    const { payee, request, session } = await started('peer-disputes');
    const charge = { ...fixtures.charge, payment_intent: 'pi_1', currency: 'eur', amount_refunded: 0, refunded: false, disputed: true };
    const intent = { ...fixtures.payment_intent, id: 'pi_1', latest_charge: charge };
    listener.sessions.set(session.id, { ...session, status: 'complete', payment_status: 'paid', payment_intent: intent });
    listener.calls.length = 0;
    // No report came; the payer comes back, and Stripe is asked.
    assert.equal((await fetch(session.success_url)).status, 200);
    const { data: [payment] } = await payee.api(`payments?request=${request.code}`);
    assert.equal(payment.state, 'disputed');
    const asked = listener.calls.filter((call) => call.path === '/v1/disputes');
    assert.equal(asked.length, 1);
    assert.equal(await complaints([['Stripe.DisputeListParams', asked[0].query]]), '');
  });

  it('would end a session by those types', async () => {
    const { payee, request, session } = await started('peer-ends');
    listener.calls.length = 0;
    await payee.api(`requests/${request.code}/cancel`, {});
    const state = async () => (await payee.api(`payments?request=${request.code}`)).data[0].state;
    for (let asked = 0; asked < 5000 && await state() === 'pending'; asked += 1);
    assert.equal(await state(), 'failed');
    const ended = listener.calls.filter((call) => call.method === 'POST');
    // The library's own call of that name, which is expire(id, params).
    assert.deepEqual(ended.map((call) => call.path), [`/v1/checkout/sessions/${session.id}/expire`]);
    assert.equal(typeof stripe.checkout.sessions.expire, 'function');
    assert.equal(await complaints([['Stripe.Checkout.SessionExpireParams', ended[0].body]]), '');
  });

  it('its types refuse what is wrong', async () => {
    const said = await complaints([
      ['Stripe.Checkout.SessionCreateParams', { mode: 'payment', line_itemz: [] }],
      ['Stripe.Checkout.SessionListParams', { payment_intentz: 'pi_1' }],
      ['Stripe.Checkout.SessionRetrieveParams', { expand: 'payment_intent' }],
      ['Stripe.RefundCreateParams', { payment_intent: 'pi_1', amount: '500' }],
      ['Stripe.DisputeListParams', { paymentIntent: 'pi_1' }],
      ['Stripe.Checkout.SessionExpireParams', { session: 'cs_1' }],
    ]);
    for (const [at, wrong] of ['line_itemz', 'payment_intentz', 'string\\[\\]|Array<string>', 'number', 'paymentIntent', 'session'].entries()) {
      assert.match(said, new RegExp(`\\(${at + 2},.*(${wrong})`));
    }
  });

  const deliver = (hook, payload, secret = SECRET, timestamp) => {
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    return fetch(hook, { method: 'POST', body: payload, headers: { 'stripe-signature': signature } });
  };

  it('signs what the service believes, and nothing else is believed', async () => {
    const { payee, request, session, hook } = await started('peer-signs');
    const paid = { ...session, status: 'complete', payment_status: 'paid', customer_details: { name: 'Jenny' } };
    const payload = JSON.stringify({ ...fixtures.event, id: 'evt_peer', type: 'checkout.session.completed', livemode: false, data: { object: paid } }, null, 2);
    const now = Math.floor(Date.now() / 1000);
    for (const wrong of [deliver(hook, payload, 'whsec_other'), deliver(hook, payload, SECRET, now - 400), deliver(hook, payload, SECRET, now + 400)]) {
      assert.equal((await wrong).status, 401);
    }
    const status = async () => (await payee.api(`requests/${request.code}`)).status;
    assert.equal(await status(), 'open');
    // A signature proves that somebody knows the secret, as the payee does. That it is paid, only Stripe can say.
    assert.equal((await deliver(hook, payload)).status, 204);
    assert.equal(await status(), 'open');
    listener.sessions.set(session.id, paid);
    assert.equal((await deliver(hook, payload)).status, 204);
    assert.equal(await status(), 'paid');
  });
});
