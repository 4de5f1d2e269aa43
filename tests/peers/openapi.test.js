// The description of the API, held against OpenAPI's own rules, and the service against its description.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useHouse } from '../browser/support.js';
import { Prism } from './prism.js';

const run = promisify(execFile);
const PYTHON = process.env.CHIT_TEST_PYTHON || 'python3';
const HERE = fileURLToPath(new URL('.', import.meta.url));
// Cases that are drawn for each call and phase. CHIT_API_CASES=200 sends more than 10 000 in all, and every boundary of every value besides.
// CHIT_API_DATABASE is the address of an empty database, where it is not to be one of SQLite.
const LONG = process.env.CHIT_API_CASES;
const EXTENT = LONG ? ['--max-examples', LONG] : ['--max-examples', '2', '--phases', 'examples,fuzzing,stateful'];

describe('The description of the API', () => {
  const house = useHouse({ browser: false, database: process.env.CHIT_API_DATABASE, settings: { CHIT_LIMIT_API: '0' } });

  it('keeps the rules of OpenAPI 3.1', async () => {
    const check = 'import json, sys, urllib.request; from openapi_spec_validator import validate; validate(json.load(urllib.request.urlopen(sys.argv[1])))';
    await run(PYTHON, ['-c', check, `${house.origin}/openapi.json`]);
  });

  it('takes for a secret what an endpoint takes', async () => {
    const { components } = await (await fetch(`${house.origin}/openapi.json`)).json();
    const pattern = new RegExp(components.schemas.EndpointSecret.pattern);
    const payee = await house.payee('peer-secret', 'Anna');
    const endpoint = async (secret) => (await fetch(`${house.origin}/api/v1/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${payee.key}`, 'content-type': 'application/json' },
      // Two endpoints have no address in common.
      body: JSON.stringify({ url: `http://127.0.0.1/${encodeURIComponent(secret)}`, secret }),
    })).status;
    const of = (bytes) => `whsec_${Buffer.alloc(bytes, 251).toString('base64')}`;
    for (const secret of ['', 'whsec_', of(23), of(24), of(25), of(26), of(62), of(63), of(64), of(65), of(66), of(25).replace(/w==$/, 'x=='), of(26).slice(0, -1)]) {
      assert.equal(await endpoint(secret), pattern.test(secret) ? 201 : 400, secret);
    }
  });

  it('is kept by the service, whatever schemathesis sends', { timeout: 7_200_000 }, async () => {
    const payee = await house.payee('peer-openapi', 'Anna');
    const args = ['-m', 'schemathesis.cli', '--config-file', `${HERE}schemathesis.toml`, 'run', `${house.origin}/openapi.json`];
    const settings = { ...process.env, CHIT_KEY: payee.key, SCHEMATHESIS_HOOKS: 'schemathesis_hooks', PYTHONPATH: HERE, PYTHONDONTWRITEBYTECODE: '1' };
    const ran = await run(PYTHON, [...args, ...EXTENT], { cwd: house.dir, env: settings, maxBuffer: 1e8 })
      .catch((error) => assert.fail(`${error.stdout}\n${error.stderr}`));
    const [, cases] = ran.stdout.match(/([\d,]+) generated/);
    assert.ok(Number(cases.replaceAll(',', '')) > 200, ran.stdout);
    assert.match(ran.stdout, /Tested: 54/);
  });

  it('describes what Prism sees go by', async (t) => {
    const payee = await house.payee('peer-prism', 'Anna');
    const prism = new Prism();
    t.after(() => prism.close());
    await prism.open('proxy', await (await fetch(`${house.origin}/openapi.json`)).json(), `${house.origin}/api/v1`);
    const described = await (await fetch(`${house.origin}/openapi.json`)).json();
    const calls = Object.entries(described.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
    // Each path with its parts between braces as anything; those without come first.
    const routes = calls.map((call) => ({ call, like: new RegExp(`^${call.replace(/\{[^}]+\}/g, '[^/]+')}$`) }))
      .sort((one, other) => one.call.split('{').length - other.call.split('{').length);
    const seen = new Set();
    const call = async (method, path, status, body, type = 'application/json') => {
      const headers = { authorization: `Bearer ${payee.key}`, ...(body !== undefined && { 'content-type': type }) };
      const answer = await fetch(`${prism.base}/${path}`, { method, headers, body: typeof body === 'object' ? JSON.stringify(body) : body });
      const text = await answer.text();
      assert.equal(answer.status, status, `${method} ${path}: ${text}`);
      assert.equal(answer.headers.get('sl-violations'), null, `${method} ${path}: ${text}`);
      seen.add(routes.find(({ like }) => like.test(`${method} /${path.split('?')[0]}`)).call);
      return /[/+]json\b/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
    };
    await call('GET', 'me', 200);
    const { code } = await call('POST', 'requests', 201, { amount: '25.00', currency: 'EUR', memo: 'Cake', labels: ['spring'] });
    await call('GET', `requests/${code}`, 200);
    await call('PATCH', `requests/${code}`, 200, { memo: 'Two cakes', due_on: '2030-01-31' });
    await call('GET', 'requests?status=open&limit=1', 200);
    const payment = await call('POST', `requests/${code}/payments`, 201, { note: 'in cash' });
    await call('GET', 'payments?state=settled', 200);
    await call('GET', `payments/${payment.id}`, 200);
    await call('POST', `payments/${payment.id}/refund`, 201, { amount: '5.00' });
    const open = await call('POST', 'requests', 201, { currency: 'EUR' });
    await call('POST', `requests/${open.code}/cancel`, 200);
    const split = await call('POST', 'splits', 201, { amount: '100.00', currency: 'EUR', shares: [{ name: 'Anna', amount: '50.00' }, {}, {}] });
    await call('POST', 'splits', 201, { amount: '100.00', currency: 'EUR', shares: 3 });
    await call('GET', `splits/${split.id}`, 200);
    const catalogue = await call('PUT', 'catalogue', 200, { products: [{ name: 'Rye bread', price: '4.50' }] });
    await call('PUT', 'catalogue', 200, { currency: 'CHF', confirms_first: true, products: [...catalogue.products, { name: 'Cake', price: '3.33', available: false }] });
    await call('GET', 'catalogue', 200);
    const method = await call('POST', 'methods', 201, { rail: 'demo', settings: {} });
    await call('GET', 'methods', 200);
    await call('DELETE', `methods/${method.id}`, 204);
    const hook = await call('POST', 'webhooks', 201, { url: 'https://shop.example/hook', events: ['request.paid'] });
    await call('GET', 'webhooks', 200);
    await call('PATCH', `webhooks/${hook.id}`, 200, { disabled: true });
    await call('GET', `webhooks/${hook.id}/deliveries`, 200);
    await call('POST', `webhooks/${hook.id}/rotate`, 200, {});
    await call('DELETE', `webhooks/${hook.id}`, 204);
    const key = await call('POST', 'keys', 201, { name: 'Shop', scopes: ['requests:read'] });
    await call('GET', 'keys', 200);
    await call('POST', `keys/${key.id}/rotate`, 200, {});
    await call('DELETE', `keys/${key.id}`, 204);
    await call('GET', 'events', 200);
    const batch = await call('POST', 'batches', 201, {});
    await call('GET', `batches/${batch.id}`, 200);
    await call('GET', 'batches', 200);
    await call('POST', 'closes', 201, { until: '2020-12-31' });
    await call('GET', 'closes', 200);
    await call('GET', 'statements', 200);
    await call('GET', 'exports/movements?format=jsonl', 200);
    await call('GET', 'requests/3ofrqFxy6SKa', 404);
    const table = 'amount,currency,memo\n25.00,EUR,Bread\n';
    await call('POST', 'requests/bulk', 200, table, 'text/csv');
    // No order, so there is nothing to confirm.
    await call('POST', `requests/${open.code}/confirm`, 404, {});
    await call('POST', `requests/${open.code}/erase`, 200);
    await call('POST', `requests/${open.code}/archive`, 200);
    await call('POST', `requests/${open.code}/unarchive`, 200);
    const iban = { iban: 'DE89370400440532013000', beneficiary: 'Anna' };
    const bank = await call('POST', 'methods', 201, { rail: 'sepa', settings: iban });
    await call('PATCH', `methods/${bank.id}`, 200, { position: 1 });
    const file = await call('GET', `batches/${batch.id}/file`, 200);
    assert.match(file, /\d/);
    // A payment that can't be set aside, and refunds that are none: refusals are described as well.
    await call('POST', `payments/${payment.id}/set-aside`, 409);
    await call('POST', `payments/${payment.id}/refunds/rfd_2gtagy838ggRpiNfeds6iL/sent`, 404);
    await call('POST', `payments/${payment.id}/refunds/rfd_2gtagy838ggRpiNfeds6iL/not-sent`, 404);
    const csv = 'Date;Amount;Currency;Text\n2026-11-26;25.00;EUR;Bread\n2026-11-26;3.00;EUR;Rolls\n';
    const mapping = encodeURIComponent(JSON.stringify({ date: 'Date', amount: 'Amount', currency_column: 'Currency', text: ['Text'], date_order: 'ymd', decimal_mark: '.' }));
    const statement = await call('POST', `statements?mapping=${mapping}`, 200, csv, 'application/octet-stream');
    await call('GET', `statements/${statement.id}`, 200);
    const { data: [entry, other] } = await call('GET', `statements/${statement.id}/entries`, 200);
    const owed = await call('POST', 'requests', 201, { amount: entry.amount, currency: 'EUR' });
    await call('POST', `statements/${statement.id}/entries/${entry.id}/confirm`, 200, { request: owed.code });
    await call('POST', `statements/${statement.id}/entries/${other.id}/dismiss`, 200);
    await call('POST', `statements/${statement.id}/undo`, 200);
    const ear = await call('POST', 'webhooks', 201, { url: 'https://shop.example/ear' });
    await call('GET', `webhooks/${ear.id}`, 200);
    const sent = await call('POST', `webhooks/${ear.id}/test`, 202);
    await call('POST', `webhooks/${ear.id}/deliveries/${sent.id}/retry`, 202);
    assert.deepEqual([...seen].sort(), calls.sort(), 'every call of the description is made');
  });
});
