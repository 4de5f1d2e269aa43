// Open pages turn by themselves when something happens elsewhere: to payers and payees, in a real browser, on both databases.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { payByDemo, says, useHouse } from './support.js';

const POSTGRES = process.env.CHIT_TEST_POSTGRES_URL;
if (!POSTGRES) console.error('LEFT OUT: open pages on PostgreSQL. CHIT_TEST_POSTGRES_URL names no server; tests/run starts one.');

const SECRET = 'a-secret-of-the-tests';
/// A page that has been told turns within so many milliseconds.
const SOON = 2000;

describe('open pages on SQLite', () => {
  const house = useHouse();
  openPages(house);
  againstBrowsersLimits(house);
});

describe('open pages on PostgreSQL', () => {
  if (!POSTGRES) {
    it('turn by themselves', { skip: 'CHIT_TEST_POSTGRES_URL is not set' });
    return;
  }
  openPages(useHouse({ database: POSTGRES }));
});

describe('open pages of one address', () => {
  const house = useHouse({ settings: { CHIT_LIMIT_LIVE: '1' } });

  it('wait for a place, and are told of what has changed already', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const holder = (await house.person()).page;
    await opened(holder, request.url);
    // There is no second place. The page that asks for one is told all the same that it is out of date.
    const stream = await fetch(`${request.url}/live?since=open`);
    assert.equal(stream.status, 200, 'any other status would keep a browser from asking again');
    assert.match(stream.headers.get('content-type'), /^text\/event-stream/);
    assert.match(await stream.text(), /^retry: ?30000$/m);
    const late = await fetch(`${request.url}/live?since=another`);
    assert.match(await late.text(), /^event: ?change\ndata: ?Something has changed/m);
  });
});

describe('open pages whose stream has an end', () => {
  const house = useHouse({ settings: { CHIT_LIVE_SECONDS: '1' } });

  it('connect again by themselves and turn then', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    await opened(page, request.url);
    await page.waitForRequest(isStream);
    await turns(page, () => seller.paidByHand(request), 'PAID');
  });
});

/// A payee whose demo method reports what the test signs.
async function payee(house) {
  // The database may outlive a run, so the handle is a new one.
  const handle = `live-${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  const seller = await house.seller(handle, 'Anna');
  seller.hook = await seller.api('methods', { rail: 'demo', settings: { webhook_secret: SECRET } });
  return seller;
}

const isStream = (request) => new URL(request.url()).pathname.endsWith('/live');

/// Opens a page and waits until the server has it among those that it tells of changes.
async function opened(page, url) {
  const stream = page.waitForResponse((response) => isStream(response.request()));
  await page.goto(url);
  assert.equal((await stream).status(), 200);
}

/// Whether the page says so soon after something happened elsewhere.
async function turns(page, happens, text) {
  await happens();
  await page.getByText(text, { exact: true }).first().waitFor({ timeout: SOON });
}

/// The stand-in provider reports what came of a payment, whose page's address says which one it is.
async function report(seller, provider, outcome, amount = '25.00') {
  const order = JSON.parse(Buffer.from(new URL(provider).pathname.split('/').pop().split('.')[0], 'base64url'));
  const at = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({ id: `${order.id}:${outcome}`, order: order.id, outcome, amount, currency: 'EUR', at });
  const signature = createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'chit-demo-signature': `t=${at},v1=${signature}` };
  const answer = await fetch(seller.hook.webhook_url, { method: 'POST', body, headers });
  assert.equal(answer.status, 204, await answer.text());
}

/// What the browser does when another tab is chosen, or this one again.
const show = (page, visible) => page.evaluate((state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
}, visible ? 'visible' : 'hidden');

/// What it does when it puts a page by, and when it takes it out again.
const turnOver = (page, event) => page.evaluate((name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true })), event);

/// Waits until the page has let go of its stream.
const released = (page) => page.waitForEvent('requestfailed', isStream);

function openPages(house) {
  it('turn: the pay page, when the money arrives by another browser', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    await opened(page, request.url);
    const payer = (await house.person()).page;
    await payer.goto(request.url);
    await turns(page, () => payByDemo(payer, 'Approve the payment'), 'PAID');
  });

  it('turn: the payer’s own page, when the provider reports', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    await page.goto(request.url);
    await page.getByRole('button', { name: /with Demo/ }).click();
    await page.waitForURL('**/sandbox/**');
    const provider = page.url();
    const stream = page.waitForResponse((response) => isStream(response.request()));
    await page.getByRole('button', { name: 'Leave it on its way' }).click();
    await page.waitForURL('**/p/*');
    await stream;
    await turns(page, () => report(seller, provider, 'approve'), 'PAID');
    assert.equal(await page.locator('[data-live]').count(), 0, 'there is nothing more to wait for');
  });

  it('turn: the seller’s page, when the API is told', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    await opened(seller.page, `/app/requests/${request.code}`);
    await turns(seller.page, () => seller.paidByHand(request), 'By your word.');
  });

  it('turn after the service was started anew', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    await opened(page, request.url);
    house.expect(/net::ERR_/);
    const again = page.waitForResponse((response) => isStream(response.request()), { timeout: 60_000 });
    await house.restart();
    assert.equal((await again).status(), 200, 'the page connects again by itself');
    await turns(page, () => seller.paidByHand(request), 'PAID');
  });
}

function againstBrowsersLimits(house) {
  it('hold one connection each and rest', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    const streams = [];
    page.on('request', (asked) => { if (isStream(asked)) streams.push('asked'); });
    page.on('requestfinished', (asked) => { if (isStream(asked)) streams.push('ended'); });
    page.on('requestfailed', (asked) => { if (isStream(asked)) streams.push('broken'); });
    await opened(page, request.url);
    // Others' news, each seen by somebody, wakes nobody here.
    const other = (await house.person()).page;
    for (const amount of ['1.00', '2.00', '3.00']) {
      const theirs = await seller.request({ amount });
      await opened(other, theirs.url);
      await turns(other, () => seller.paidByHand(theirs), 'PAID');
    }
    assert.deepEqual(streams, ['asked']);
    await turns(page, () => seller.paidByHand(request), 'PAID');
    assert.equal(streams.filter((what) => what === 'asked').length, 1, 'a page that has turned for good asks no more');
  });

  it('leave their connections to others while nobody looks', async () => {
    const seller = await payee(house);
    // A browser has six connections for one site by HTTP/1.1.
    const tabs = [];
    for (let at = 0; at < 7; at += 1) {
      const request = await seller.request({ amount: '25.00' });
      const page = await seller.context.newPage();
      await opened(page, `/app/requests/${request.code}`);
      const gone = released(page);
      await show(page, false);
      await gone;
      tabs.push({ page, request });
    }
    const [{ page, request }] = tabs;
    await seller.paidByHand(request);
    await turns(page, () => show(page, true), 'By your word.');
  });

  it('are told of what they missed when they are taken out again', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    await opened(page, request.url);
    const gone = released(page);
    await turnOver(page, 'pagehide');
    await gone;
    await seller.paidByHand(request);
    await turns(page, () => turnOver(page, 'pageshow'), 'PAID');
  });

  it('lose nothing that is being typed, and say that something changed', async () => {
    const seller = await payee(house);
    const request = await seller.request({ memo: 'Tips' });
    const { page } = await house.person({ locale: 'de-DE' });
    await opened(page, request.url);
    await page.locator('#amount').fill('12,5');
    await turns(page, () => seller.cancel(request), 'Hier hat sich etwas geändert. Laden Sie die Seite neu.');
    assert.equal(await page.locator('#amount').inputValue(), '12,5');
    const link = page.getByRole('link', { name: 'Laden Sie die Seite neu' });
    assert.ok((await link.boundingBox()).height >= 48, 'a thumb finds it');
    await link.click();
    await says(page, 'Zurückgezogen');
  });

  it('turn where a form was answered, too', async () => {
    const seller = await payee(house);
    const request = await seller.request({ memo: 'Tips', min_amount: '5.00', max_amount: '50.00' });
    const { page } = await house.person();
    await page.goto(request.url);
    await page.locator('#amount').fill('4');
    const stream = page.waitForResponse((response) => isStream(response.request()) && page.url().endsWith('/pay'));
    await page.getByRole('button', { name: /with Demo/ }).click();
    await page.locator('#amount[aria-invalid]').waitFor();
    await stream;
    await turns(page, () => seller.cancel(request), 'Cancelled');
    assert.equal(page.url(), request.url, 'the form was not sent again');
  });

  it('don’t call back who is on the way to pay', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const witness = (await house.person()).page;
    await opened(witness, request.url);
    const { page } = await house.person();
    await opened(page, request.url);
    let answered;
    const begun = new Promise((done) => { answered = done; });
    await page.route('**/pay', async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      await turns(witness, () => seller.cancel(request), 'Cancelled');
      answered();
      await route.fulfill({ response: answer });
    });
    await page.getByRole('button', { name: /with Demo/ }).click();
    await begun;
    await page.waitForURL('**/sandbox/**');
  });

  it('ask again where a proxy answered for a service that was away', async () => {
    const seller = await payee(house);
    const request = await seller.request({ amount: '25.00' });
    const { page } = await house.person();
    house.expect(/status of 502/);
    let refused = 0;
    await page.route(/\/live\?/, (route) => {
      refused += 1;
      return refused === 1 ? route.fulfill({ status: 502, body: 'Bad gateway' }) : route.continue();
    });
    const stream = page.waitForResponse((response) => isStream(response.request()) && response.status() === 200);
    await page.goto(request.url);
    await stream;
    await turns(page, () => seller.paidByHand(request), 'PAID');
  });
}
