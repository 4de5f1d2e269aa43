// Every page in every state that a person can meet. A page is one line here: its name, and how somebody gets there. What is
// checked of it (every-page.js) is checked of all of them.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before } from 'node:test';
import { useHouse } from '../support.js';
import { INVOICE_KEY, startLnbits } from './lnbits.js';

export const EVERY_LANGUAGE = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'hi', 'ja', 'zh'];
/// The languages in which buyers' pages are looked at: the default, a long-winded one, and one from right to left.
/// `CHIT_TEST_LANGUAGES=hi,ja` picks others.
export const LANGUAGES = process.env.CHIT_TEST_LANGUAGES?.split(',') ?? ['en', 'de', 'ar'];
const DEFAULT = 'en';

const TERMS = { amount: '25.00', memo: 'Two loaves of rye and a cake' };
/// What an account with a QR-IBAN takes.
const LIST = {
  memo: 'Saturday',
  items: [
    { name: 'Rye bread', amount: '4.50', max_quantity: 5, stock: 3 },
    { name: 'Cake with a rather long name, of plums from the garden', amount: '1000.33', max_quantity: 9 },
    { name: 'Bag', amount: '0.20', max_quantity: 1 },
    { name: 'Jam', amount: '3.00', max_quantity: 9, stock: 0 },
    { name: 'Box', amount: '1.00' },
  ],
};
const FRANCS = { ...TERMS, currency: 'CHF' };
const ITEMS = [{ name: 'Loaf of rye', quantity: 2, amount: '8.00' }, { name: 'Cake', amount: '9.00' }];
const PRODUCTS = [
  { name: 'Loaf of rye', price: '4.50', description: 'A kilo, sour, baked in the morning' },
  { name: 'كعكة', price: '3.33' },
  { name: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze', price: '1999.99', available: false },
];
const AFTER = { after_payment: { text: 'Door 4711\nRing twice', url: 'https://anna.example/tickets/4711' } };
const PRICES = { currency: 'EUR', prices: [{ amount: '27.00', currency: 'USD' }, { amount: '4000', currency: 'JPY' }] };
const PART = { amount: '10.00' };
const BOUNDS = { min_amount: '5.00', max_amount: '50.00' };
const HUGE = { amount: '9999999999.99' };
/// A device as browsers describe it: that of RFC 8291, appendix A. Nobody is there.
const DEVICE = {
  endpoint: 'https://push.invalid/1',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const ARABIC = 'شكرا على الخبز (2 أرغفة)';
const dated = () => ({ due_on: '2099-01-31', expires_at: '2099-02-28T12:00:00Z' });
/// How often a minute one address may try to sign in: more than all these pages take together.
const SIGN_INS = 30;

/// What a buyer meets: no account, no cookie. `both` takes the demo and transfers, `demo` and `bank` one of them, `swiss`
/// QR-bills, `wallet` Lightning, `link` a link at PayPal, `bare` nothing; the provider of `away` can't be used.
const BUYERS = {
  'pay: one method': async (b) => b.go((await b.demo.request(TERMS)).url),
  'pay: several methods': async (b) => b.go((await b.both.request(TERMS)).url),
  'pay: with a tip': async (b) => b.go((await b.both.request({ ...TERMS, takes_tips: true })).url),
  'pay: several prices': async (b) => b.go((await b.both.request({ ...TERMS, ...PRICES })).url),
  'pay: several prices and tips': async (b) => b.go((await b.both.request({ ...TERMS, ...PRICES, takes_tips: true })).url),
  'pay: a tip that is too large': async (b) => {
    await b.go((await b.demo.request({ ...TERMS, takes_tips: true })).url);
    await b.page.locator('[name=tip][value=own]').check();
    await b.page.locator('#tip_amount').fill('99');
    await b.page.locator('button[name=method]').click();
    await b.page.locator('#tip_amount[aria-invalid]').waitFor();
  },
  'pay: no method': async (b) => b.go((await b.bare.request(TERMS)).url),
  'pay: items, due, open until': async (b) => b.go((await b.both.request({ memo: 'Breakfast', items: ITEMS, ...dated() })).url),
  'pay: an open amount': async (b) => b.go((await b.demo.request({ memo: 'Tips' })).url),
  'pay: an amount between bounds': async (b) => b.go((await b.both.request({ memo: 'Tips', ...BOUNDS })).url),
  'pay: an amount out of bounds': async (b) => {
    await b.go((await b.demo.request({ memo: 'Tips', ...BOUNDS })).url);
    await b.page.locator('#amount').fill('4');
    await b.page.locator('button[name=method]').click();
    await b.page.locator('#amount[aria-invalid]').waitFor();
  },
  'pay: the provider is away': async (b) => {
    await b.go((await b.away.request(TERMS)).url);
    await b.page.locator('button[name=method]').first().click();
    await b.page.getByRole('alert').waitFor();
  },
  'pay: a long name, twelve digits': async (b) => b.go((await b.long.request({ ...HUGE, memo: 'W'.repeat(120) })).url),
  'pay: text that runs the other way': async (b) => b.go((await b.both.request({ ...TERMS, memo: ARABIC })).url),
  'pay: partly paid': async (b) => {
    const request = await b.both.request(TERMS);
    await b.both.paidByHand(request, PART);
    await b.go(request.url);
  },
  'pay: claimed': async (b) => b.go((await b.claimed()).url),
  'pay: on its way': async (b) => b.go((await b.decided('pending')).url),
  'pay: paid': async (b) => b.go((await b.decided('approve')).url),
  'pay: cancelled': async (b) => {
    const request = await b.demo.request(TERMS);
    await b.demo.cancel(request);
    await b.go(request.url);
  },
  'pay: expired': async (b) => {
    const request = await b.demo.request({ ...TERMS, ...dated() });
    await b.house.outlive(request);
    await b.go(request.url);
  },

  'personal: any amount': (b) => b.go('/who-both'),
  'personal: an amount': (b) => b.go('/who-both/25'),
  'personal: another currency': (b) => b.go('/who-both/25.50usd'),
  'personal: no amount at all': (b) => b.go('/who-both/lots'),
  'pay: items to choose from': async (b) => b.go((await b.both.request(LIST)).url),
  'pay: more items than there are': async (b) => {
    await b.go((await b.both.request(LIST)).url);
    await b.page.locator('#q-0').fill('4');
    await b.page.locator('[name=then]').click();
    await b.page.getByRole('alert').waitFor();
  },
  'pay: the sum of what was picked': async (b) => {
    await b.go((await b.both.request(LIST)).url);
    await b.page.locator('#q-0').fill('2');
    await b.page.locator('[name=then]').click();
    await b.page.locator('[name=method]').first().waitFor();
  },
  'pay: everything sold out': async (b) => {
    await b.go((await b.both.request({ items: [{ name: 'Jam', amount: '3.00', max_quantity: 9, stock: 0 }] })).url);
  },
  'order: the list': (b) => b.go('/who-both/order'),
  'order: the sheet to print': (b) => b.go('/who-both/order/print'),
  'order: nothing picked': async (b) => {
    await b.go('/who-both/order');
    await b.page.locator('[name=then]').first().click();
    await b.page.getByRole('alert').waitFor();
  },
  'order: made': (b) => b.orders('who-both', 'pay'),
  'order: to be sent': (b) => b.orders('who-both', 'send'),
  'order: to be confirmed first': (b) => b.go('/who-bank/order'),
  'order: not confirmed yet': async (b) => {
    await b.orders('who-bank', 'send');
    await b.go(b.page.url().replace(/\/send.*/, ''));
  },
  'personal: no method': (b) => b.go('/who-bare'),
  'personal: nothing typed right': async (b) => {
    await b.go('/who-demo');
    await b.page.locator('#amount').fill('twelve');
    await b.page.locator('button[name=method]').click();
    await b.page.locator('#amount[aria-invalid]').waitFor();
  },

  'the stand-in provider': async (b) => b.atProvider(await b.demo.request(TERMS)),
  'payment: at the provider': async (b) => {
    await b.atProvider(await b.demo.request(TERMS));
    const order = b.page.url().split('/').pop().split('.')[0];
    await b.go(JSON.parse(Buffer.from(order, 'base64url')).return_url);
  },
  'payment: by bank': async (b) => b.transfer(),
  'payment: by QR-bill': async (b) => b.transfer(b.swiss, FRANCS),
  'payment: the whole QR-bill': async (b) => {
    await b.transfer(b.swiss, FRANCS);
    await b.go(`${b.page.url().split('?')[0]}/qr-bill`);
  },
  'payment: a Lightning invoice': async (b) => b.transfer(b.wallet),
  'payment: a link at a wallet': async (b) => b.transfer(b.link),
  'payment: claimed': async (b) => {
    await b.claimed();
    await b.again();
  },
  'payment: on its way': async (b) => b.decided('pending'),
  'payment: failed': async (b) => b.decided('decline'),
  'payment: paid': async (b) => b.decided('approve'),
  'payment: paid, with what the seller wrote': async (b) => b.decided('approve', AFTER),
  'payment: paid too little': async (b) => b.fated({ state: 'settled', received: 2000 }, await b.decided('approve')),
  'payment: expired': async (b) => b.fated({ state: 'expired' }, await b.transfer()),
  'payment: sent back': async (b) => b.fated({ state: 'refunded', refunded: 2500 }, await b.decided('approve')),
  'payment: partly sent back': async (b) => b.fated({ state: 'partially_refunded', refunded: 1000 }, await b.decided('approve')),
  'payment: taken back by a dispute': async (b) => b.fated({ state: 'refunded', refunded: 2500, refund_lost: 2500 }, await b.decided('approve')),
  'payment: disputed': async (b) => b.fated({ state: 'disputed' }, await b.decided('approve')),

  'nothing here': (b) => b.go('/r/11111111111'),
  'not done this way': async (b) => b.go(`${(await b.demo.request(TERMS)).url}/pay`),
  'not readable': async (b) => {
    await b.go((await b.both.request(TERMS)).url);
    await b.page.evaluate(() => document.querySelector('form').submit()); // names no method
    await b.page.waitForURL('**/pay*');
  },
  'the way in': (b) => b.go('/'),
};

/// What a seller meets. `page` is signed in as who takes the demo and transfers and has requests in every state.
const SELLERS = {
  'list': (s) => s.go('/app/requests'),
  'list: filtered': (s) => s.go('/app/requests?q=&status=paid'),
  'list: nothing found': (s) => s.go('/app/requests?q=nothing-like-it'),
  'new': (s) => s.go('/app/new'),
  'offline: needs the server': (s) => s.go('/app/offline'),
  'new: the payer chooses': async (s) => {
    await s.go('/app/new');
    await s.page.locator('[name=kind][value=open]').check();
  },
  'new: between two amounts': async (s) => {
    await s.go('/app/new');
    await s.page.locator('[name=kind][value=between]').check();
  },
  'new: refused': async (s) => {
    await s.go('/app/new');
    await s.page.locator('#amount').fill('1,2,3');
    await s.page.getByRole('button', { name: 'Make link' }).click();
    await s.page.locator('#amount[aria-invalid]').waitFor();
  },
  'new: a currency that is none': async (s) => {
    await s.go('/app/new');
    await s.page.locator('#amount').fill('25');
    await s.page.locator('#currency').evaluate((code) => { code.value = 'XXQ'; });
    await s.page.getByRole('button', { name: 'Make link' }).click();
    await s.page.locator('#currency[aria-invalid]').waitFor();
  },
  'bulk': (s) => s.go('/app/bulk'),
  'bulk: rows that are wrong': async (s) => s.sheet('amount,memo,due_on\n25.00,Two loaves,2046-11-30\nfive,Eggs,soon\n'),
  'bulk: no table': async (s) => s.sheet('amount,payer\n5,x\n'),
  'bulk: made': async (s) => {
    await s.sheet('amount,memo\n25.00,Two loaves\nfive,Eggs\n');
    await s.page.locator('form[action$="/make"] button').click();
    await s.page.waitForURL('**/app/bulk/*-*');
  },
  'catalogue': (s) => s.go('/app/catalogue'),
  'catalogue: add': (s) => s.go('/app/catalogue/add'),
  'catalogue: wrong': async (s) => {
    await s.go('/app/catalogue/add');
    await s.page.locator('#price').fill('much');
    await s.page.locator('main form .primary').click();
    await s.page.locator('#price[aria-invalid]').waitFor();
  },
  'catalogue: change': async (s) => {
    await s.go('/app/catalogue');
    await s.page.locator('.ordered .place a').first().click();
    await s.page.locator('#name').waitFor();
  },
  'new: items to choose from': async (s) => {
    await s.go('/app/new');
    await s.page.locator('.extra summary, .extra-button').first().click();
    await s.page.locator('.list-of summary').click();
    await s.page.locator('#item_1').fill('Rye bread');
    await s.page.locator('#item_stock_6').waitFor();
  },
  'request: items to choose from': async (s) => s.go(await s.requestPage(LIST)),
  'request: an order': async (s) => {
    await s.orders('who-sells', 'send');
    await s.go(`/app/requests/${s.page.url().match(/\/r\/(\w+)/)[1]}`);
  },
  'split': (s) => s.go('/app/split'),
  'split: wrong names': async (s) => {
    await s.go('/app/split');
    await s.page.locator('[name=how][value=named]').check();
    await s.page.locator('#amount').fill('0.01');
    await s.page.locator('#names').fill('...\nBen');
    await s.page.locator('#split .act button').click();
    await s.page.locator('[role=alert]').first().waitFor();
  },
  'split: made': async (s) => {
    const split = await s.seller.api('splits', { amount: '100.00', memo: 'Dinner at Rosa’s', shares: [{ name: 'Anna' }, { name: 'Ben' }, {}] });
    await s.go(`/app/splits/${split.id}`);
  },
  'new: made': async (s) => {
    await s.go('/app/new');
    await s.page.locator('#amount').fill('25');
    await s.page.getByRole('button', { name: 'Make link' }).click();
    await s.page.waitForURL('**/app/requests/*/share');
  },
  'request: open': async (s) => s.go(await s.requestPage({ ...TERMS, ...dated(), reference: 'R-17' })),
  'request: an open amount': async (s) => s.go(await s.requestPage(BOUNDS)),
  'request: several prices': async (s) => s.go(await s.requestPage({ ...TERMS, ...PRICES }, (r) => s.seller.paidByHand(r, { ...PART, currency: 'USD' }))),
  'request: partly paid': async (s) => s.go(await s.requestPage(TERMS, (r) => s.seller.paidByHand(r, PART))),
  'request: paid': async (s) => s.go(await s.requestPage(TERMS, (r) => s.seller.paidByHand(r, { note: 'Cash' }))),
  'request: paid too much': async (s) => s.go(await s.requestPage(TERMS, async (r) => {
    await s.seller.paidByHand(r);
    await s.seller.paidByHand(r, { amount: '5.00' });
  })),
  'request: sent back, with no answer': async (s) => s.go(await s.requestPage(TERMS, async (r) => {
    const payment = await s.seller.paidByHand(r);
    await s.seller.api(`payments/${payment.id}/refund`, { amount: '5.00' });
    await s.house.strand(payment);
  })),
  'request: expired': async (s) => s.go(await s.requestPage({ ...TERMS, ...dated() }, (r) => s.house.outlive(r))),
  'request: cancelled': async (s) => s.go(await s.requestPage(TERMS, (r) => s.seller.cancel(r))),
  'request: claimed': async (s) => s.go(`/app/requests/${(await s.claimed(s.seller)).code}`),
  'share: its message in Arabic': async (s) => s.go(`${await s.requestPage(TERMS)}/share?message=ar`),
  'share: chats show nothing': async (s) => s.go(`${await s.requestPage({ ...TERMS, preview: 'none' })}/share`),
  'share: an open amount': async (s) => s.go(`${await s.requestPage(BOUNDS)}/share`),
  'share: a reminder': async (s) => s.go(`${await s.requestPage({ ...TERMS, due_on: '2020-01-31' })}/share?remind=1`),
  'share: claimed': async (s) => s.go(`/app/requests/${(await s.claimed(s.seller)).code}/share`),
  'share: paid': async (s) => s.go(`${await s.requestPage(TERMS, (r) => s.seller.paidByHand(r))}/share`),
  'share: cancelled': async (s) => s.go(`${await s.requestPage(TERMS, (r) => s.seller.cancel(r))}/share`),
  'code': async (s) => s.go(`${await s.requestPage(TERMS)}/show`),
  'code: paid': async (s) => s.go(`${await s.requestPage(TERMS, (r) => s.seller.paidByHand(r))}/show`),
  'code: cancelled': async (s) => s.go(`${await s.requestPage(TERMS, (r) => s.seller.cancel(r))}/show`),
  'request: changed to nonsense': async (s) => {
    await s.go(await s.requestPage(TERMS));
    await s.page.locator('details:has(form[action$="/change"]) > summary').click();
    await s.page.locator('#memo').evaluate((memo) => { memo.maxLength = 200; memo.value = 'x'.repeat(141); });
    await s.page.getByRole('button', { name: 'Save the changes' }).click();
    await s.page.locator('#memo[aria-invalid]').waitFor();
  },
  'request: marked with nonsense': async (s) => {
    await s.go(await s.requestPage(TERMS));
    await s.page.locator('details:has(form[action$="/mark-paid"]) > summary').click();
    await s.page.locator('#amount').fill('some');
    await s.page.getByRole('button', { name: 'Mark as paid' }).click();
    await s.page.locator('#amount[aria-invalid]').waitFor();
  },
  'methods': (s) => s.go('/app/methods'),
  'methods: order': (s) => s.go('/app/methods/order'),
  'methods: groups': (s) => s.go('/app/methods/add'),
  'methods: a form': (s) => s.go('/app/methods/add/swiss'),
  'methods: a wallet': (s) => s.go('/app/methods/add/link?wallet=swish'),
  'methods: a wallet’s link': async (s) => {
    await s.go('/app/methods/add/link?wallet=paypal');
    await s.page.locator('#link-handle').fill('annasbakery');
    await s.page.locator('form[action="/app/methods"] button.primary').click();
    await s.page.locator('#preview').waitFor();
  },
  'books': (s) => s.go('/app/books?period=this-year'),
  'books: nothing there': (s) => s.go('/app/books?from=2020-01-01&to=2020-01-31'),
  'books: refused': async (s) => {
    await s.go('/app/books');
    await s.page.locator('details:has(#zone) > summary').click();
    await s.page.locator('#zone').fill('Nowhere/Land');
    await s.page.getByRole('button', { name: 'Download' }).click();
    await s.page.locator('#zone[aria-invalid]').waitFor();
  },
  'books: a month': (s) => s.go(`/app/books/month/${new Date().toISOString().slice(0, 7)}`),
  'books: deliveries': (s) => s.go('/app/books/deliveries'),
  'books: delivered': async (s) => {
    await s.go('/app/books/deliveries');
    await s.page.getByRole('button', { name: 'Deliver what is new' }).click();
    await s.page.getByText('Batch 1', { exact: true }).waitFor();
  },
  'books: close': (s) => s.go('/app/books/close'),
  'books: close refused': async (s) => {
    await s.go('/app/books/close');
    await s.page.locator('#until').fill('2099-01-01');
    await s.page.getByRole('button', { name: 'Close up to this day' }).click();
    await s.page.locator('#until[aria-invalid]').waitFor();
  },
  'books: accounts': (s) => s.go('/app/books/accounts'),
  'charts': (s) => s.go('/app/charts'),
  'charts: months': (s) => s.go('/app/charts?by=month'),
  'settings': (s) => s.go('/app/settings'),
  'settings: profile': (s) => s.go('/app/settings/profile'),
  'settings: language': (s) => s.go('/app/settings/language'),
  'settings: data': (s) => s.go('/app/settings/data'),
  'settings: about': (s) => s.go('/app/settings/about'),
  'operator': (s) => s.go('/app/operator'),
  'operator: health': (s) => s.go('/app/operator/health'),
  'operator: a draft': (s) => s.go('/app/operator/texts/accessibility'),
  'settings: saved': async (s) => {
    await s.go('/app/settings/profile');
    await s.page.getByRole('button', { name: 'Save' }).click();
    await s.page.getByRole('status').waitFor();
  },
  'settings: webhooks': (s) => s.go('/app/settings/webhooks'),
  'settings: a new key': async (s) => {
    await s.go('/app/settings/keys');
    await s.page.getByRole('button', { name: 'Make a new owner key' }).click();
    await s.page.getByRole('status').waitFor();
  },
  'home': (s) => s.go('/app'),
  'look': (s) => s.go('/app/look'),
  'alerts': (s) => s.go('/app/settings/alerts'),
  'alerts: on a device': async (s) => {
    await s.page.request.post('/app/settings/alerts/devices', { form: { do: 'add-device', label: 'Phone', ...DEVICE } });
    await s.go('/app/settings/alerts');
    await s.page.getByText('Change').click();
  },
  'alerts: on a device that is refused': async (s) => {
    await s.page.request.post('/app/settings/alerts/devices', { form: { do: 'add-device', label: 'Refused phone', ...DEVICE } });
    await s.house.refuse('Refused phone');
    await s.go('/app/settings/alerts');
  },
  'not found': (s) => s.go('/app/requests/11111111111'),
  'the way in, signed in': (s) => s.go('/'),
};

/// What somebody meets who has just come: `page` is signed out.
const NEWCOMERS = {
  'sign-in': (n) => n.go('/app/sign-in'),
  'sign-in: refused': async (n) => {
    await n.go('/app/sign-in');
    await n.wrongKey();
    await n.page.locator('#owner_key[aria-invalid]').waitFor();
  },
  'sign-in: too many': async (n) => {
    // From an address of its own: only that one is refused.
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const form = { do: 'sign-in', owner_key: 'wrong' };
    const refused = async () => (await n.page.request.post('/app/sign-in', { headers, form })).status() === 429;
    await n.page.setExtraHTTPHeaders(headers);
    do {
      await n.go('/app/sign-in');
      // The limit lets another one through every few seconds. On a slow machine that may be the page's, and it tries again.
      for (let tries = 0; !(await refused()); tries += 1) assert.ok(tries < 10 * SIGN_INS, 'a limit');
      const loaded = n.page.waitForEvent('load');
      await n.wrongKey();
      await loaded;
    } while (await n.page.locator('#owner_key').count());
  },
  'sign-in: recovery refused': async (n) => {
    await n.go('/app/sign-in');
    await n.page.locator('summary', { hasText: 'Recovery code' }).click();
    await n.page.locator('#code').fill('wrong');
    await n.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await n.page.locator('#code[aria-invalid]').waitFor();
  },
  'sign-in by link': async (n) => n.go((await n.payee()).signInUrl),
  'sign-in by link: used': async (n) => {
    await n.go(n.seller.signInUrl);
    await n.page.getByRole('button', { name: 'Sign in' }).click();
    await n.page.getByRole('alert').waitFor();
  },
  'sign-up': (n) => n.go('/app/sign-up'),
  'sign-up: refused': async (n) => {
    await n.signUp('api');
    await n.page.locator('#handle[aria-invalid]').waitFor();
  },
  'welcome': (n) => n.welcomed(),
  'devices': async (n) => {
    await n.welcomed();
    await n.go('/app/settings/devices');
  },
  'recovery codes': async (n) => {
    await n.welcomed();
    await n.go('/app/settings/devices');
    await n.page.getByRole('button', { name: 'Make ten new codes' }).click();
    await n.page.locator('.codes').waitFor();
  },
  'invited': async (n) => {
    await n.welcomed();
    await n.go('/app/settings/devices');
    await n.page.locator('summary', { hasText: 'Invite somebody' }).click();
    await n.page.locator('#label').fill('Till');
    await n.page.getByRole('button', { name: 'Make an invitation' }).click();
    const link = await n.page.locator('[data-copy]').first().getAttribute('data-copy');
    await n.go(new URL(link).pathname);
  },
  'list: empty': async (n) => {
    await n.welcomed();
    await n.go('/app');
  },
  'new: without a method': async (n) => {
    await n.welcomed();
    await n.go('/app/new');
  },
  'charts: nothing yet': async (n) => {
    await n.welcomed();
    await n.go('/app/charts');
  },
  'methods: none': async (n) => {
    await n.welcomed();
    await n.go('/app/methods');
  },
  'methods: refused': async (n) => {
    await n.welcomed();
    await n.go('/app/methods/add/sepa');
    await n.page.locator('#sepa-iban').fill('DE00');
    await n.page.locator('#sepa-beneficiary').fill('Anna Beispiel');
    await n.page.getByRole('button', { name: 'Add Bank transfer' }).click();
    await n.page.locator('#sepa-iban[aria-invalid]').waitFor();
  },
};

/// A house with payees, and its pages of these groups: `[{ name, group, language, open }]`, where `open()` goes there as somebody new and gives
/// their page and the last document as the server sent it.
export function everyPage(groups) {
  // A proxy of ours says who calls, so that one page can be about an address that called too often.
  const settings = { CHIT_PROXY_HOPS: '1', CHIT_OPERATORS: 'who-sells', CHIT_LIMIT_SIGN_INS: String(SIGN_INS) };
  const provider = http.createServer(uselessProvider);
  before(async () => {
    await new Promise((ready) => provider.listen(0, '127.0.0.1', ready));
    settings.CHIT_STRIPE_URL = `http://127.0.0.1:${provider.address().port}`;
  });
  const house = useHouse({ settings });
  after(() => provider.close());
  const cast = {};
  before(async () => {
    for (const role of ['demo', 'bank', 'both', 'swiss', 'wallet', 'link', 'bare', 'away']) cast[role] = await house.payee(`who-${role}`, 'Anna’s Bakery');
    cast.long = await house.payee('who-long', 'Donaudampfschifffahrtsgesellschaftskapitänswitwenvereinigungskasse');
    const keys = { secret_key: 'sk_test_nobodyskey', webhook_secret: 'whsec_nobodyssecret' };
    await cast.away.api('methods', { rail: 'stripe', settings: keys });
    for (const payee of [cast.demo, cast.both, cast.long, cast.away]) await payee.takesDemo();
    for (const payee of [cast.bank, cast.both]) await payee.takesTransfers();
    const account = { iban: 'CH44 3199 9123 0008 8901 2', beneficiary: 'Zoë Müller', street: 'Rue du Lac', building: '12a' };
    await cast.swiss.api('methods', { rail: 'swiss', settings: { ...account, postcode: '2501', town: 'Biel/Bienne' } });
    await cast.wallet.api('methods', { rail: 'lnbits', settings: { url: await startLnbits(), invoice_key: INVOICE_KEY } });
    await cast.link.api('methods', { rail: 'link', settings: { wallet: 'paypal', handle: 'annasbakery' } });
    for (const payee of [cast.both, cast.bank]) await payee.api('catalogue', { products: PRODUCTS, confirms_first: payee === cast.bank }, 'PUT');
    cast.seller = await house.seller('who-sells', 'Anna’s Bakery');
    await cast.seller.takesDemo();
    await cast.seller.takesTransfers();
    await cast.seller.api('catalogue', { products: PRODUCTS }, 'PUT');
    for (const memo of ['Coffee', 'Cake', 'Rent']) await cast.seller.request({ ...TERMS, memo });
    await cast.seller.cancel(await cast.seller.request({ amount: '17.00', memo: 'Birthday cake' }));
    await cast.seller.paidByHand(await cast.seller.request({ amount: '128450', currency: 'JPY' }));
    cast.signedIn = await cast.seller.context.storageState();
    await house.clear();
  }, { timeout: 120_000 });

  const pages = (group, table, language, options = () => ({})) => Object.entries(table).map(([name, goThere]) => ({
    name, group, language, open: () => open(new Somebody(house, cast, language), goThere, options()),
  }));
  return {
    house,
    pages: [
      ...LANGUAGES.flatMap((language) => pages('buyer', BUYERS, language)),
      ...pages('seller', SELLERS, DEFAULT, () => ({ storageState: cast.signedIn })),
      ...pages('newcomer', NEWCOMERS, DEFAULT),
    ].filter(({ group }) => groups.includes(group)),
  };
}

/// A provider that takes a key, and makes nothing.
function uselessProvider(request, response) {
  response.writeHead(request.method === 'GET' ? 200 : 500, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data: [] }));
}

async function open(somebody, goThere, options) {
  const page = await somebody.arrives(options);
  let last;
  page.on('response', (response) => {
    const document = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    if (document && (response.status() < 300 || response.status() >= 400)) last = response;
  });
  await goThere(somebody);
  return { page, html: await last.text() };
}

let newcomers = 0;

/// Who looks at a page, and how they get about. The words differ by language, so the way is found by names.
class Somebody {
  constructor(house, cast, language) {
    Object.assign(this, cast, { house, language });
  }

  async arrives(options) {
    const locale = this.language === DEFAULT ? 'en-GB' : this.language;
    this.page = (await this.house.person({ locale, ...options })).page;
    return this.page;
  }

  /// Opens an address, in the language of whoever it is.
  async go(address) {
    const url = new URL(address, this.house.origin);
    if (this.language !== DEFAULT) url.searchParams.set('lang', this.language);
    return this.page.goto(url.href);
  }

  /// The same page once more.
  async again() {
    return this.go(this.page.url());
  }

  async atProvider(request) {
    await this.go(request.url);
    await this.page.locator('button[name=method]').first().click();
    await this.page.waitForURL('**/sandbox/**');
    return request;
  }

  /// Through the stand-in's page to the payer's own.
  async decided(outcome, more = {}) {
    const request = await this.atProvider(await this.demo.request({ ...TERMS, ...more }));
    await this.page.locator(`button[value=${outcome}]`).click();
    await this.page.waitForURL('**/p/*');
    await this.again();
    return request;
  }

  /// To the payer's own page with the bank's details, or a wallet's.
  async transfer(payee = this.bank, terms = TERMS) {
    const request = await payee.request(terms);
    await this.go(request.url);
    await this.page.locator('button[name=method]').first().click();
    await this.page.waitForURL('**/p/*');
    return request;
  }

  async claimed(payee) {
    const request = await this.transfer(payee);
    await this.page.locator('form[action*="/claim"] button').click();
    await this.page.locator('form[action*="/claim"]').waitFor({ state: 'detached' });
    return request;
  }

  async fated(fate, request) {
    // The page is left before its request changes: it would turn by itself at the same moment.
    const address = this.page.url();
    await this.page.goto('about:blank');
    await this.house.fate(request, fate);
    await this.go(address);
  }

  async requestPage(terms, then = async () => {}) {
    const request = await this.seller.request(terms);
    await then(request);
    return `/app/requests/${request.code}`;
  }

  /// Orders two of the first product.
  async orders(handle, then) {
    await this.go(`/${handle}/order`);
    await this.page.locator('[name^=q-]').first().fill('2');
    await this.page.locator(`[name=then][value=${then}]`).click();
    await this.page.waitForURL(/\/r\//);
  }

  /// Has a table of links checked.
  async sheet(text) {
    await this.go('/app/bulk');
    await this.page.locator('#sheet').fill(text);
    await this.page.locator('form[action$="/bulk"] button').click();
    await this.page.locator('[role=alert]').first().waitFor();
  }

  async payee() {
    newcomers += 1;
    return this.house.payee(`linked-${newcomers}`, 'Anna');
  }

  async signUp(handle) {
    await this.go('/app/sign-up');
    await this.page.locator('#name').fill('Anna');
    await this.page.locator('#handle').fill(handle);
    await this.page.getByRole('button', { name: 'Start' }).click();
  }

  async wrongKey() {
    // Open already, where there are no passkeys.
    await this.page.locator('#owner_key').evaluate((field) => { field.closest('details').open = true; });
    await this.page.locator('#owner_key').fill('wrong');
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  async welcomed() {
    newcomers += 1;
    await this.signUp(`new-${newcomers}`);
    await this.page.getByText('Keep your owner key').waitFor();
  }
}
