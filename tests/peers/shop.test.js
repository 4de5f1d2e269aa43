// The example shop, run as its README says: an order is made, paid by its buyer, and marked as paid by the webhook.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { useHouse } from '../browser/support.js';
import { freePort } from './port.js';

const SHOP = fileURLToPath(new URL('../../examples/shop/shop.mjs', import.meta.url));

describe('The example shop', () => {
  const house = useHouse({ browser: false });
  let shop;
  after(() => shop?.kill());

  it('is no longer than the documents say', async () => {
    const lines = (await readFile(SHOP, 'utf8')).split('\n').filter((line) => line.trim() && !line.trim().startsWith('//'));
    assert.ok(lines.length <= 60, `${lines.length} lines of code`);
  });

  it('sends a buyer to the link, and learns from the webhook that it was paid', async () => {
    const payee = await house.payee('peer-shop', 'Bakery');
    await payee.api('methods', { rail: 'demo', settings: {} });
    const port = await freePort();
    const at = `http://127.0.0.1:${port}`;
    const open = async () => {
      shop = spawn(process.execPath, [SHOP], {
        env: { ...process.env, CHIT_URL: house.origin, CHIT_KEY: payee.key, SHOP_URL: at, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((ready) => shop.stdout.once('data', ready));
    };
    await open();
    // Started again, it goes on with the webhook that it has.
    shop.kill();
    await once(shop, 'exit');
    await open();
    const headers = { authorization: `Bearer ${payee.key}` };
    const { data: hooks } = await (await fetch(`${house.origin}/api/v1/webhooks`, { headers })).json();
    assert.deepEqual(hooks.map((hook) => hook.url), [`${at}/hook`]);
    const form = (body) => ({ method: 'POST', redirect: 'manual', body: new URLSearchParams(body) });
    const ordered = await fetch(`${at}/order`, form({ what: 'cake' }));
    assert.equal(ordered.status, 303);
    const own = new URL(ordered.headers.get('location'), at);
    const waiting = await (await fetch(own)).text();
    const [, link] = waiting.match(/href="([^"]+)">Pay/);
    const code = link.split('/').at(-1);
    const request = await payee.api(`requests/${code}`);
    assert.deepEqual([request.amount, request.memo, request.reference], ['18.00', 'Apple cake', own.pathname.split('/')[2]]);

    // A message that nobody signed is refused, and changes nothing.
    const forged = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)), 'webhook-signature': 'v1,AAAA' };
    const body = JSON.stringify({ type: 'request.paid', data: { reference: request.reference } });
    assert.equal((await fetch(`${at}/hook`, { method: 'POST', headers: forged, body })).status, 400);
    assert.match(await (await fetch(own)).text(), /Pay</);

    const paid = new Promise((told) => shop.stdout.once('data', (line) => told(String(line))));
    await payee.api(`requests/${code}/payments`, {});
    assert.equal(await paid, `Paid: ${request.reference}\n`);
    assert.match(await (await fetch(own)).text(), /Paid\. Thank you!/);
  });
});
