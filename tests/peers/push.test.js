// What the service sends to a device, received by a push service that others wrote: it verifies the token, and decrypts for the device.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { useHouse } from '../browser/support.js';
import { freePort } from './port.js';

const SERVER = fileURLToPath(new URL('node_modules/web-push-testing/src/bin/server.js', import.meta.url));

class PushService {
  async open() {
    this.port = await freePort();
    this.server = spawn(process.execPath, [SERVER, String(this.port)], { stdio: ['ignore', 'ignore', 'inherit'] });
    this.ended = new Promise((done) => this.server.on('exit', done));
    while (!(await this.#post('status', {}).catch(() => false))) await sleep(50);
  }

  async #post(path, body) {
    const answer = await fetch(`http://127.0.0.1:${this.port}/${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, text);
    return text.startsWith('{') ? JSON.parse(text).data : text;
  }

  async subscribe(applicationServerKey) {
    const { endpoint, keys, clientHash } = await this.#post('subscribe', { userVisibleOnly: 'true', applicationServerKey });
    return { endpoint: endpoint.replace('localhost', '127.0.0.1'), ...keys, clientHash };
  }

  expire = ({ clientHash }) => this.#post(`expire-subscription/${clientHash}`, {});

  /// The texts of a device's messages, once there are so many.
  async hears({ clientHash }, count) {
    for (;;) {
      const messages = (await this.#post('get-notifications', { clientHash }))?.messages ?? [];
      if (messages.length >= count) return messages.map((text) => JSON.parse(text));
      await sleep(50);
    }
  }

  async close() {
    this.server.kill();
    await this.ended;
  }
}

describe('A push service of others', () => {
  const service = new PushService();
  before(() => service.open(), { timeout: 60_000 });
  after(() => service.close());
  const house = useHouse({ browser: false, settings: { CHIT_VAPID_SUBJECT: 'mailto:ops@pay.example' } });

  it('verifies and decrypts what it is sent, and has a device forgotten', async () => {
    const payee = await house.payee('peer-push', 'Anna');
    const signed = await fetch(payee.signInUrl, {
      method: 'POST', headers: { origin: house.origin }, body: new URLSearchParams({ do: 'sign-in-by-link' }), redirect: 'manual',
    });
    const cookie = signed.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    const alerts = `${house.origin}/app/settings/alerts`;
    const page = async () => (await fetch(alerts, { headers: { cookie } })).text();
    const key = /data-push="([^"]+)"/.exec(await page())[1];
    const { clientHash, ...device } = await service.subscribe(key);
    const post = async (path, fields) => {
      const answer = await fetch(`${alerts}/devices${path}`, {
        method: 'POST', headers: { cookie, origin: house.origin }, body: new URLSearchParams(fields), redirect: 'manual',
      });
      assert.equal(answer.status, 303, await answer.text());
    };
    await post('', { do: 'add-device', label: 'Phone', ...device });
    await payee.api('methods', { rail: 'sepa', settings: { iban: 'DE75512108001245126199', beneficiary: 'Anna' } });
    const claimed = async (request) => {
      const call = (address, fields) => fetch(address, {
        method: 'POST', headers: { origin: house.origin }, body: new URLSearchParams(fields), redirect: 'manual',
      });
      const started = await call(`${house.origin}/r/${request.code}/pay`, {});
      const own = new URL(started.headers.get('location'), house.origin).href;
      assert.equal((await call(`${own}/claim`, { do: 'claim' })).status, 303);
    };
    const request = await payee.request({ amount: '25.00', memo: 'Brötchen' });
    await claimed(request);
    const [told] = await service.hears({ clientHash }, 1);
    assert.equal(told.web_push, 8030);
    assert.equal(told.notification.title, 'Somebody says that money was sent');
    assert.equal(told.notification.navigate, `${house.origin}/app/requests/${request.code}`);
    const id = /alerts\/devices\/(dev_\w+)\//.exec(await page())[1];
    await post(`/${id}/amounts`, { do: 'device-amounts', amounts: 'on' });
    await claimed(await payee.request({ amount: '7.00', memo: 'Brötchen' }));
    const messages = await service.hears({ clientHash }, 2);
    assert.equal(messages[1].notification.title, 'Somebody says that €7.00 was sent');
    assert.ok(!JSON.stringify(messages).includes('Brötchen'));
    await service.expire({ clientHash });
    await post(`/${id}/test`, { do: 'test-device' });
    while ((await page()).includes(id)) await sleep(50);
  });
});
