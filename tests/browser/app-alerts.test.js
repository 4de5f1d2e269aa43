// Alerts while the app is closed, on a phone of 360×740: turned on by a tap, told to a push service, shown by the service worker, turned off.
// Chromium without a head subscribes nowhere, so the page's browser gets a subscription of the test's own.

import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';
import { claim, says, useHouse } from './support.js';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const DESK = { viewport: { width: 1280, height: 800 }, hasTouch: true, isMobile: false };
const ALERTS = '/app/settings/alerts';
const shots = process.env.CHIT_SHOTS;

/// Asks again and again until it is so, for half a minute at most.
async function comes(what, isSo) {
  for (let tries = 0; !(await isSo()); tries += 1) {
    assert.ok(tries < 600, what);
    await sleep(50);
  }
}

const encoded = (bytes) => Buffer.from(bytes).toString('base64url');

/// What a browser with a push service would do, in a page: it keeps one subscription, and says to which key it is. A test
/// says that it was replaced.
function subscribes({ endpoint, p256dh, auth, permission }) {
  const made = (options) => {
    const present = localStorage.getItem('replaced') ?? endpoint;
    return {
      endpoint: present,
      options,
      toJSON: () => ({ endpoint: present, keys: { p256dh, auth } }),
      unsubscribe: async () => { localStorage.removeItem('subscribed'); return true; },
    };
  };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem('subscribed') ? made({}) : null);
  PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem('subscribed', options.applicationServerKey);
    return made(options);
  };
  Notification.requestPermission = async () => {
    localStorage.setItem('asked', Number(localStorage.getItem('asked')) + 1);
    return permission;
  };
}

describe('alerts while the app is closed', () => {
  const house = useHouse({ whole: true });
  const came = [];
  let service;
  before(async () => {
    service = http.createServer((call, answer) => {
      came.push({ path: call.url, headers: call.headers });
      call.resume().on('end', () => answer.writeHead(201).end());
    });
    await new Promise((ready) => service.listen(0, '127.0.0.1', ready));
  });
  after(() => {
    service.close();
    service.closeAllConnections();
  });

  async function phone(handle, permission = 'granted', screen = PHONE) {
    const seller = await house.seller(handle, 'Anna’s Bakery', screen);
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const device = {
      endpoint: `http://127.0.0.1:${service.address().port}/${handle}`,
      p256dh: encoded(await webcrypto.subtle.exportKey('raw', pair.publicKey)),
      auth: encoded(webcrypto.getRandomValues(new Uint8Array(16))),
      permission,
    };
    await seller.context.addInitScript(subscribes, device);
    await seller.page.goto(ALERTS);
    return seller;
  }
  const judged = async (page, name) => {
    for (const theme of ['light', 'dark']) {
      assert.deepEqual(await held(page, theme), [], name);
      if (shots) await page.screenshot({ path: `${shots}/A-${name}-${theme}.png`, fullPage: true });
    }
    assert.deepEqual(await cutOff(page, page.viewportSize().width), [], name);
  };
  const tapped = async (page, target) => {
    const loaded = page.waitForEvent('load');
    await target.tap();
    await loaded;
  };
  const on = (page) => page.getByRole('button', { name: 'Turn on for this device' });
  // The worker that has taken the pages over. The browser ends one that idles and starts it anew, so none is kept over a wait.
  const workerOf = async (page, context) => {
    await page.evaluate(async () => { await navigator.serviceWorker.ready; });
    return context.serviceWorkers().at(-1) ?? context.waitForEvent('serviceworker', { timeout: 15_000 });
  };

  for (const [where, screen] of [['phone', PHONE], ['desk', DESK]]) it(`are turned on by a tap, tried, told, and turned off on a ${where}`, async () => {
    const handle = `alerts-on-${where}`;
    const { page, ...seller } = await phone(handle, 'granted', screen);
    await on(page).waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem('asked')), null, 'nobody is asked before the tap');
    await judged(page, `${where}-off`);
    await page.getByLabel('Name of this device').fill('Phone at the till');
    await tapped(page, on(page));
    await says(page, 'Phone at the till', 'This device');
    assert.equal(await on(page).isVisible(), false);
    const key = await page.evaluate(() => [document.querySelector('[data-push]').dataset.push, localStorage.getItem('subscribed')]);
    assert.equal(key[0], key[1], 'it is subscribed to the service’s key');
    await page.locator('summary').tap();
    await judged(page, `${where}-on`);
    await page.getByLabel('Say amounts').check();
    await tapped(page, page.getByRole('button', { name: 'Save' }));
    await page.locator('summary').tap();
    assert.ok(await page.getByLabel('Say amounts').isChecked());
    await tapped(page, page.getByRole('button', { name: 'Send a test' }));
    await says(page, 'A test is on its way.');
    await seller.takesTransfers();
    await claim(house, await seller.request({ amount: '25.00', memo: 'Two loaves' }));
    const told = () => came.filter(({ path }) => path === `/${handle}`).length;
    await comes('a test and a claim are told', () => told() >= 2);
    assert.ok(came.every(({ headers }) => headers['content-encoding'] === 'aes128gcm' && headers.authorization.startsWith('vapid t=')));
    await page.locator('summary').tap();
    await tapped(page, page.getByRole('button', { name: 'Remove' }));
    await on(page).waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem('subscribed')), null);
    assert.equal(await page.locator('[data-device]').count(), 0);
  });

  it('say how to allow them where the browser does not', async () => {
    const { page } = await phone('alerts-denied', 'denied');
    await on(page).tap();
    await says(page, 'This browser does not allow alerts from here.');
    await judged(page, 'denied');
    assert.equal(await page.evaluate(() => localStorage.getItem('subscribed')), null);
  });

  it('can be removed without a script', async () => {
    const seller = await phone('alerts-still');
    await tapped(seller.page, on(seller.page));
    await says(seller.page, 'Device 1');
    const { page } = await house.person({ ...PHONE, javaScriptEnabled: false });
    await page.goto((await house.chit('payee', 'sign-in', 'alerts-still')).trim());
    await tapped(page, page.getByRole('button', { name: 'Sign in' }));
    await page.goto(ALERTS);
    await says(page, 'This needs JavaScript', 'Device 1');
    assert.equal(await on(page).isVisible(), false);
    await page.locator('summary').tap();
    await tapped(page, page.getByRole('button', { name: 'Remove' }));
    assert.equal(await page.locator('[data-device]').count(), 0);
  });

  it('go on where the browser replaces the subscription', async () => {
    const { page, context } = await phone('alerts-renewed');
    await tapped(page, on(page));
    await says(page, 'This device');
    const worker = await workerOf(page, context);
    const kept = () => worker.evaluate(async () => (await (await caches.match(`${new URL(registration.scope).pathname}`, {
      cacheName: 'chit-device /app',
    }))?.json())?.known);
    const here = async () => {
      await page.goto(ALERTS);
      return page.locator('[data-device]').evaluateAll((all) => all.map(({ dataset }) => dataset.device));
    };
    const [before] = await here();
    await comes('the worker knows which device it is on', async () => (await kept()) === before);
    // What the event says of the new subscription, if it says anything, is what is taken; or else what the push manager says.
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const next = (path) => ({
      endpoint: `http://127.0.0.1:${service.address().port}/${path}`,
      keys: { p256dh: undefined, auth: encoded(webcrypto.getRandomValues(new Uint8Array(16))) },
    });
    const p256dh = encoded(await webcrypto.subtle.exportKey('raw', pair.publicKey));
    const replaced = async (how, path) => {
      // The pages' push manager and the worker's are one.
      await page.evaluate((endpoint) => localStorage.setItem('replaced', endpoint), next(path).endpoint);
      await tellsOf(how, { ...next(path), keys: { ...next(path).keys, p256dh } });
    };
    const tellsOf = (how, made) => worker.evaluate(({ how, made }) => {
      const subscription = { toJSON: () => made };
      const inManager = how === 'told' ? null : subscription;
      PushManager.prototype.getSubscription = async () => (how === 'subscribed' ? null : inManager);
      PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
        if (how !== 'subscribed' || !userVisibleOnly || !applicationServerKey) throw new Error('nobody asked for that');
        return subscription;
      };
      // Twice at once, as the event and the next page's message are: the later is not told that the device is gone.
      for (let times = 0; times < 2; times += 1) {
        const event = new ExtendableEvent('pushsubscriptionchange');
        event.newSubscription = how === 'told' ? subscription : null;
        dispatchEvent(event);
      }
    }, { how, made });
    let known = before;
    for (const how of ['told', 'kept', 'subscribed']) {
      await replaced(how, `renewed-${how}`);
      await comes(`the server knows (${how})`, async () => (await here())[0] !== known);
      const devices = await here();
      assert.equal(devices.length, 1, 'it is the same device');
      [known] = devices;
      await comes('the worker knows as well', async () => (await kept()) === known);
    }
    await page.locator('summary').tap();
    await tapped(page, page.getByRole('button', { name: 'Send a test' }));
    await comes('a test is told there', () => came.some(({ path }) => path === '/renewed-subscribed'));
    // A device that was removed meanwhile stays off: the worker forgets it.
    const elsewhere = await house.person(PHONE);
    await elsewhere.page.goto((await house.chit('payee', 'sign-in', 'alerts-renewed')).trim());
    await tapped(elsewhere.page, elsewhere.page.getByRole('button', { name: 'Sign in' }));
    await elsewhere.page.goto(ALERTS);
    await elsewhere.page.locator('summary').tap();
    await tapped(elsewhere.page, elsewhere.page.getByRole('button', { name: 'Remove' }));
    await replaced('told', 'renewed-again');
    await comes('the worker forgets', async () => (await kept()) === undefined);
    assert.deepEqual(await here(), []);
  });

  it('are shown by the service worker, and lead into the app alone', async () => {
    const { page, context } = await phone('alerts-shown');
    await context.grantPermissions(['notifications'], { origin: house.origin });
    await page.evaluate(async () => { await navigator.serviceWorker.ready; });
    const devtools = await context.newCDPSession(page);
    // Workers of other tests' contexts are told of as well, and one that is gone takes nothing.
    const registered = new Set();
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId, isDeleted } of registrations) registered[isDeleted ? 'delete' : 'add'](registrationId);
    });
    await devtools.send('ServiceWorker.enable');
    const deliver = (data) => Promise.all([...registered].map((registrationId) => (
      devtools.send('ServiceWorker.deliverPushMessage', { origin: house.origin, registrationId, data })
    )));
    const pushed = (navigate, tag) => {
      const notification = { title: 'A payment arrived', body: 'Open the app to see it.', navigate, lang: 'en', dir: 'ltr', tag };
      return deliver(JSON.stringify({ web_push: 8030, notification }));
    };
    const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications())
      .map(({ title, body, lang, dir, tag, data }) => ({ title, body, lang, dir, tag, data })));
    const home = `${house.origin}/app`;
    // What devtools push is dropped now and then, so it is pushed until it is shown.
    const shows = (count, push) => comes(`${count} are shown`, async () => {
      if ((await shown()).length >= count) return true;
      await push();
      return false;
    });
    await shows(1, () => pushed(`${home}/requests/3ofrqFxy6SKa`, 'one'));
    assert.deepEqual(await shown(), [{
      title: 'A payment arrived', body: 'Open the app to see it.', lang: 'en', dir: 'ltr', tag: 'one', data: `${home}/requests/3ofrqFxy6SKa`,
    }]);
    // The same alert twice is one.
    await pushed(`${home}/requests/3ofrqFxy6SKa`, 'one');
    await shows(2, () => pushed('https://elsewhere.example/app', 'two'));
    await shows(3, () => pushed(`${house.origin}/apple`, 'three'));
    // One that says nothing is shown all the same, as browsers demand.
    await shows(4, () => deliver(''));
    assert.ok((await shown()).some(({ title, data }) => title === 'Chit' && data === null));
    const worker = await workerOf(page, context);
    const opened = await worker.evaluate(async () => {
      const places = {};
      for (const notification of await registration.getNotifications()) {
        clients.openWindow = async (place) => { places[notification.tag] = new URL(place, location.origin).href; };
        dispatchEvent(new NotificationEvent('notificationclick', { notification }));
      }
      return places;
    });
    assert.deepEqual(opened, { one: `${home}/requests/3ofrqFxy6SKa`, two: home, three: home, '': home });
  });
});
