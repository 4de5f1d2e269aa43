// A shop of one page: it makes a link for each order, sends the buyer there, and marks the order as paid when Chit says so.
//
//   CHIT_URL=https://pay.example CHIT_KEY=chit_… SHOP_URL=https://shop.example node shop.mjs
//
// The key needs the scopes requests:write and admin (for the webhook, which the shop adds when it starts).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { CHIT_URL, CHIT_KEY, SHOP_URL, PORT = '3000' } = process.env;
const GOODS = { rye: { name: 'Rye bread', price: '4.50' }, cake: { name: 'Apple cake', price: '18.00' } };
const orders = new Map(); // A real shop keeps them in its database.
const page = readFileSync(new URL('index.html', import.meta.url), 'utf8');
let secret;

async function chit(path, body, once) {
  const headers = { authorization: `Bearer ${CHIT_KEY}`, 'content-type': 'application/json', ...(once && { 'idempotency-key': once }) };
  const call = { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) };
  const answer = await fetch(new URL(`api/v1/${path}`, `${CHIT_URL.replace(/\/$/, '')}/`), call);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function order(what) {
  const id = crypto.randomUUID();
  // The order's id makes the call safe to repeat, and comes back in the webhook as the reference.
  const made = await chit('requests', { amount: GOODS[what].price, currency: 'EUR', memo: GOODS[what].name, reference: id }, id);
  orders.set(id, { what, url: made.url, paid: false });
  return id;
}

// Standard Webhooks: HMAC-SHA256 of id, time and body, and a time that isn't old.
function verified(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given = '' } = headers;
  if (Math.abs(Date.now() / 1000 - at) > 300) return false;
  const own = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${at}.${body}`).digest();
  const same = (one) => one.length === own.length && timingSafeEqual(one, own);
  return given.split(' ').some((one) => one.startsWith('v1,') && same(Buffer.from(one.slice(3), 'base64')));
}

const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const [, place, id] = new URL(request.url, SHOP_URL).pathname.split('/');
  const send = (status, text = '', headers = {}) => response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(text);
  try {
    if (request.method === 'POST' && place === 'hook') {
      if (!verified(request.headers, body)) return send(400);
      const { type, data } = JSON.parse(body);
      const paid = type === 'request.paid' && orders.get(data.reference);
      if (paid && !paid.paid) console.log(`Paid: ${data.reference}`);
      if (paid) paid.paid = true;
      return send(204);
    }
    if (request.method === 'POST' && place === 'order' && GOODS[new URLSearchParams(body).get('what')]) {
      return send(303, '', { location: `/order/${await order(new URLSearchParams(body).get('what'))}` });
    }
    const one = orders.get(id);
    if (place === 'order' && one) return send(200, page.replace('<!-- order -->', one.paid ? 'Paid. Thank you!' : `${GOODS[one.what].name}: <a href="${one.url}">Pay</a>`));
    return place === '' ? send(200, page) : send(404, 'Nothing is here.');
  } catch (error) {
    console.error(error);
    return send(502, 'The order could not be made. Please try again.');
  }
});

server.listen(Number(PORT), '127.0.0.1', async () => {
  const url = new URL('/hook', SHOP_URL).href;
  // A secret is shown once, so a shop that keeps none gets a new one when it starts again.
  const own = (await chit('webhooks')).data.find((one) => one.url === url);
  ({ secret } = await (own ? chit(`webhooks/${own.id}/rotate`, {}) : chit('webhooks', { url, events: ['request.paid'] })));
  console.log(`The shop is at ${SHOP_URL}`);
});
