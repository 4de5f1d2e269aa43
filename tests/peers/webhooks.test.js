// What the service sends to a payee's own server, verified by the library of Standard Webhooks.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { useHouse } from '../browser/support.js';

// A payee's server, which takes what it is sent and notes it.
class Receiver {
  messages = [];
  #waiting = [];

  async open() {
    this.server = http.createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      response.writeHead(204).end();
      this.messages.push({ headers: request.headers, body });
      for (const wake of this.#waiting.splice(0)) wake();
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.url = `http://127.0.0.1:${this.server.address().port}/hook`;
  }

  async hears(count) {
    while (this.messages.length < count) await new Promise((wake) => this.#waiting.push(wake));
    return this.messages;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('The libraries of Standard Webhooks and Svix', () => {
  const receiver = new Receiver();
  before(() => receiver.open());
  after(() => receiver.close());
  const house = useHouse({ browser: false });

  it('verifies what the service sent, by the secret before as well, and nothing that was changed', async () => {
    const payee = await house.payee('peer-webhooks', 'Anna');
    const made = await payee.api('webhooks', { url: receiver.url, events: ['request.created', 'request.paid'] });
    const rotated = await payee.api(`webhooks/${made.id}/rotate`, {});
    const request = await payee.request({ amount: '25.00', currency: 'EUR', memo: 'Brötchen' });
    await payee.api(`requests/${request.code}/payments`, {});
    const messages = await receiver.hears(2);
    const types = messages.map(({ headers, body }) => {
      const [old, current] = [made.secret, rotated.secret].map((secret) => new Webhook(secret).verify(body, headers));
      assert.deepEqual(old, current);
      assert.deepEqual(new SvixWebhook(rotated.secret).verify(body, headers), current);
      assert.throws(() => new SvixWebhook(rotated.secret).verify(body.replace('25.00', '26.00'), headers));
      assert.equal(current.data.code, request.code);
      assert.throws(() => new Webhook(rotated.secret).verify(body.replace('25.00', '26.00'), headers));
      assert.throws(() => new Webhook(rotated.secret).verify(body, { ...headers, 'webhook-id': 'evt_other' }));
      return current.type;
    });
    assert.deepEqual(types, ['request.created', 'request.paid']);
    assert.equal(new Webhook(made.secret).sign(messages[0].headers['webhook-id'], new Date(messages[0].headers['webhook-timestamp'] * 1000), messages[0].body), messages[0].headers['webhook-signature'].split(' ')[1]);
  });
});
