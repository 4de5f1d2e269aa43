// The app in a pocket: installed, opened in a cellar without a line, a link made there, and a text that another app shares.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { held } from './support/axe.js';
import { cutOff } from './support/fit.js';
import { says, useHouse } from './support.js';

const SHOTS = fileURLToPath(new URL('shots/pocket/', import.meta.url));
const PHONE_360 = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 }, isMobile: false };
// What a browser says of its own when there is no line.
const NO_LINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;
const SHARED = encodeURIComponent('Two loaves 25,00 €');

/// Waits until something is so.
async function until(what, why) {
  const deadline = Date.now() + 15_000;
  while (!(await what())) {
    if (Date.now() > deadline) assert.fail(why);
    await sleep(50);
  }
}

/// What the service worker keeps, by the caches' names.
const kept = (page) => page.evaluate(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) => {
  const keys = await (await caches.open(name)).keys();
  return [name, keys.map(({ url }) => new URL(url).pathname + new URL(url).search).sort()];
}))));
/// What waits in the browser.
const waiting = (page) => page.evaluate(async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const name = names.find((one) => one.startsWith('chit-waiting'));
  if (!name) return [];
  return new Promise((done, failed) => {
    const asked = indexedDB.open(name);
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('links').objectStore('links').getAll();
      all.onsuccess = () => { asked.result.close(); done(all.result); };
    };
  });
});

const journeys = (house, base) => {
  let sellers = 0;

  /// A seller whose browser has the worker, and all that it keeps.
  async function pocketed(options = {}) {
    sellers += 1;
    const seller = await house.seller(`pocket-${sellers}`, 'Anna’s Bakery', { ...PHONE_360, ...options });
    await seller.takesDemo();
    await seller.request({ amount: '4.20', memo: 'Coffee' });
    await seller.page.goto(`${base}/app`);
    await until(async () => Object.values(await kept(seller.page)).flat().length >= 9, 'the worker keeps nothing');
    return seller;
  }
  const offline = async (context) => {
    house.expect(NO_LINE);
    await context.setOffline(true);
  };
  const tapped = async (page, what) => {
    const loaded = page.waitForEvent('load');
    await what.tap();
    await loaded;
  };
  const making = (page) => page.getByRole('button', { name: 'Make link' });

  it('can be installed', async () => {
    const { page, context } = await pocketed();
    const devtools = await context.newCDPSession(page);
    const { url, errors, data } = await devtools.send('Page.getAppManifest');
    assert.match(url, new RegExp(`${base}/app/manifest\\.webmanifest\\?lang=en$`));
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data).start_url, `${base}/app`);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A private window installs nothing, whatever it is shown.
    assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
    assert.ok(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope.endsWith('/app')));
  });

  it('keeps Home, the list, the empty form and static files, and nothing else', async () => {
    const { page, request } = await pocketed();
    const made = await request({ amount: '25.00', memo: 'Two loaves' });
    for (const path of [`/app/requests/${made.code}`, '/app/new', '/app/settings/keys', '/app/settings/devices', '/app/requests?status=open', '/app/requests']) await page.goto(base + path);
    const theirs = `apple-${sellers}`;
    await house.payee(theirs, 'Apple');
    for (const path of [`/r/${made.code}`, `/${theirs}`]) {
      const answer = await page.goto(base + path);
      assert.ok(!answer.fromServiceWorker(), `${path} is none of the worker’s business`);
    }
    const all = await kept(page);
    const [pages, files] = ['pages', 'files'].map((kind) => all[`chit-${kind} ${base}/app`]);
    assert.deepEqual(pages, ['/app', '/app/new', '/app/requests'].map((path) => base + path));
    assert.ok(files.every((path) => path === `${base}/app/offline?lang=en` || path.startsWith(`${base}/static/`)), files.join(' '));
    assert.equal(Object.keys(all).length, 2);
  });

  it('shows the list as it stood, and says of all else that it needs the server', async () => {
    const { page, context } = await pocketed();
    await page.goto(`${base}/app/requests`);
    await offline(context);
    for (const path of ['/app', '/app/requests']) {
      await page.goto(base + path);
      await says(page, 'Offline. This is how it stood at', 'Coffee');
    }
    assert.match(await page.locator('[data-part=stood]').textContent(), /stood at \d{2}:\d{2}\.$/);
    assert.deepEqual(await cutOff(page), []);
    await page.screenshot({ path: join(SHOTS, 'list-offline.png'), animations: 'disabled' });
    // On another day the time alone would mislead.
    await page.locator('[data-part=stood]').evaluate((stood) => {
      stood.dataset.made = '2020-01-31T12:00:00Z';
      dispatchEvent(new Event('offline'));
    });
    assert.match(await page.locator('[data-part=stood]').textContent(), /stood on \d+ \w+ \d{4} at \d{2}:\d{2}\.$/);
    for (const path of ['/app/requests?status=open', '/app/new?currency=CHF', '/app/settings/keys']) {
      await page.goto(base + path);
      await says(page, 'Offline', 'This page needs the server.');
      assert.ok(page.url().endsWith(path));
    }
    assert.deepEqual(await cutOff(page), []);
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), []);
    await page.screenshot({ path: join(SHOTS, 'needs-server.png'), animations: 'disabled' });
    await tapped(page, page.getByRole('link', { name: 'Requests' }));
    await says(page, 'This is how it stood', 'Coffee');
    // Back on the line, it is made new by itself.
    await context.setOffline(false);
    await page.locator('[data-part=stood]').waitFor({ state: 'hidden' });
    assert.equal(await page.locator('[data-kept]').count(), 0);
  });

  for (const [where, screen] of [['phone', PHONE_360], ['desk', DESK]]) it(`lets a link wait, and makes it once, on a ${where}`, async () => {
    const { page, context, api } = await pocketed(screen);
    const count = async () => (await api('requests')).data.length;
    await page.goto(`${base}/app/new`);
    const other = await context.newPage();
    await other.goto(`${base}/app/requests`);
    await offline(context);
    await making(page).tap();
    assert.ok(await page.locator('#waiting').isHidden(), 'without an amount there is nothing to wait');
    await page.getByLabel('Amount', { exact: true }).fill('25');
    await page.getByLabel('What for').fill('Two loaves');
    await making(page).tap();
    await says(page, 'Waiting links', '25 EUR Two loaves', 'Waits here, and is made once when you are back.');
    assert.equal(await page.getByLabel('Amount', { exact: true }).inputValue(), '');
    assert.deepEqual(await cutOff(page), []);
    for (const theme of ['light', 'dark']) assert.deepEqual(await held(page, theme), []);
    await page.screenshot({ path: join(SHOTS, `waits-${where}.png`), animations: 'disabled' });
    // The same form makes another one, which is one of its own.
    await page.getByLabel('Amount', { exact: true }).fill('3.50');
    await making(page).tap();
    await says(page, '25 EUR Two loaves', '3.50 EUR');
    const links = await waiting(page);
    assert.equal(new Set(links.map(({ once }) => once)).size, 2);
    assert.equal(await count(), 1);

    // Both tabs send, and somebody who sends once more makes nothing either.
    await context.setOffline(false);
    await until(async () => (await count()) === 3, 'they were not made');
    for (const { fields } of links) {
      const status = await page.evaluate(async ([action, sent]) => {
        const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(sent) });
        return [answer.status, answer.redirected];
      }, [`${base}/app/new`, fields]);
      assert.deepEqual(status, [200, true]);
    }
    assert.equal(await count(), 3);
    await until(async () => (await waiting(page)).length === 0, 'nothing waits any more');
    await page.goto(`${base}/app/requests`);
    await says(page, 'Two loaves', '€25.00', '€3.50');
    assert.ok(await page.locator('#waiting').isHidden());
  });

  it('makes links on a page that is opened without a connection', async () => {
    const { page, context, api } = await pocketed();
    const count = async () => (await api('requests')).data.length;
    await offline(context);
    await page.goto(`${base}/app/settings`);
    await tapped(page, page.getByRole('link', { name: 'New', exact: true }));
    const forms = [];
    for (const amount of ['25', '3.50']) {
      forms.push(await page.locator('#new [name=once]').inputValue());
      await page.getByLabel('Amount', { exact: true }).fill(amount);
      await making(page).tap();
      await says(page, `${amount} EUR`, 'Waits here');
      await page.goto(`${base}/app/new`);
    }
    assert.equal(new Set([...forms, ...(await waiting(page)).map(({ once }) => once)]).size, 2, 'each opening is a form of its own');
    // What is typed when the connection comes back stays, and is made by the server.
    await page.getByLabel('Amount', { exact: true }).fill('7.00');
    await context.setOffline(false);
    await until(async () => (await count()) === 3, 'they were not made');
    await page.locator('body:not([data-kept])').waitFor();
    assert.equal(await page.getByLabel('Amount', { exact: true }).inputValue(), '7.00');
    await tapped(page, making(page));
    await page.waitForURL('**/share');
    assert.equal(await count(), 4);
  });

  it('lets a link wait for a server that is away, whatever the browser says of its line', async () => {
    const { page, context, api } = await pocketed();
    house.expect(NO_LINE);
    await context.route('**/app/new', (route) => route.abort());
    await page.goto(`${base}/app/new`);
    assert.ok(await page.evaluate(() => navigator.onLine));
    await page.getByLabel('Amount', { exact: true }).fill('25');
    await making(page).tap();
    await says(page, '25 EUR', 'Waits here');
    await context.unroute('**/app/new');
    await page.goto(`${base}/app`);
    await until(async () => (await api('requests')).data.length === 2, 'it was not made');
  });

  it('makes what waits on a page that has sent before', async () => {
    const { page, context, api } = await pocketed();
    const count = async () => (await api('requests')).data.length;
    await page.goto(`${base}/app/new`);
    for (const [turn, amount] of ['25', '3.50'].entries()) {
      await offline(context);
      await page.getByLabel('Amount', { exact: true }).fill(amount);
      await making(page).tap();
      await says(page, `${amount} EUR`, 'Waits here');
      await context.setOffline(false);
      await until(async () => (await count()) === turn + 2, `${amount} was not made`);
      await until(async () => (await waiting(page)).length === 0, 'nothing waits any more');
      await page.locator('#waiting li a').nth(turn).waitFor();
    }
    assert.ok(!(await page.locator('#waiting').innerText()).includes('The server didn’t take'));
  });

  it('makes equal links one by one, and one where somebody taps twice', async () => {
    const { page, context, api } = await pocketed();
    await page.goto(`${base}/app/new`);
    await offline(context);
    for (const length of [1, 2]) {
      await page.getByLabel('Amount', { exact: true }).fill('25');
      await page.getByLabel('What for').fill('Two loaves');
      // Taps until the form is empty, whatever it is about meanwhile.
      await making(page).evaluate(async (button) => {
        const amount = document.getElementById('amount');
        for (const deadline = Date.now() + 10_000; amount.value && Date.now() < deadline;) {
          button.click();
          await new Promise((done) => { setTimeout(done); });
        }
      });
      assert.equal((await waiting(page)).length, length);
    }
    await context.setOffline(false);
    await until(async () => (await waiting(page)).length === 0, 'nothing waits any more');
    assert.equal((await api('requests')).data.filter(({ memo }) => memo === 'Two loaves').length, 2);
  });

  it('makes a link for nobody but whose it is', async () => {
    const { page, context, api } = await pocketed();
    const count = async () => (await api('requests')).data.length;
    await page.goto(`${base}/app/new`);
    await offline(context);
    await page.getByLabel('Amount', { exact: true }).fill('25');
    await making(page).tap();
    await says(page, 'Waits here');
    await page.evaluate(() => {
      const { fetch } = window;
      window.statuses = [];
      window.fetch = async (...asked) => {
        const answer = await fetch(...asked);
        window.statuses.push(answer.status);
        return answer;
      };
    });
    // While Anna's page stays open, Berta signs in: a browser has one session, whichever tab it came from.
    const berta = await house.seller(`berta-${sellers}`, 'Berta', PHONE_360);
    await berta.takesDemo();
    const annas = await context.cookies();
    await context.clearCookies();
    await context.addCookies(await berta.context.cookies());
    house.expect(/status of 401/);
    await context.setOffline(false);
    await until(() => page.evaluate(() => window.statuses.includes(401)), 'it was not sent');
    await until(async () => (await page.locator('#waiting').innerText()).includes('Waits here'), 'it is shown to wait');
    assert.deepEqual((await waiting(page)).map(({ who, refused }) => [who, refused]), [[`pocket-${sellers}`, undefined]]);
    assert.equal((await berta.api('requests')).data.length, 0);
    assert.equal(await count(), 1);
    const other = await context.newPage();
    await other.goto(`${base}/app/new`);
    assert.ok(await other.locator('#waiting').isHidden(), 'Berta doesn’t see it');
    await other.close();
    // Anna is back.
    await context.clearCookies();
    await context.addCookies(annas);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until(async () => (await count()) === 2, 'it was not made');
    assert.equal((await berta.api('requests')).data.length, 0);
  });

  it('empties the form for the next link, and fills it in with one that comes back', async () => {
    const { page, context } = await pocketed();
    await page.goto(`${base}/app/new`);
    const told = () => page.locator('#told').textContent();
    const set = (values) => page.evaluate((all) => {
      for (const [name, value] of Object.entries(all)) {
        const field = document.querySelector(`#new [name="${name}"]`);
        if (typeof value === 'boolean') field.checked = value;
        else field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }, values);
    const values = (names) => page.evaluate((all) => all.map((name) => document.querySelector(`#new [name="${name}"]`).value), names);
    const more = { due_on: '2030-01-31', max_payments: '3', part_1: '1', part_due_1: '2030-01-31', part_4: '2', part_due_4: '2030-02-28', reference: 'A 7' };
    const without = await told();
    await offline(context);
    // Yen have no decimals, so this one comes back.
    await set({ amount: '7.5', currency: 'JPY', asks_note: false, ...more });
    assert.equal(await page.locator('#currency-code').textContent(), 'JPY');
    const withDay = await told();
    assert.match(withDay, /\b31\b.* · A 7$/);
    await making(page).tap();
    await says(page, '7.5 JPY', 'Waits here');
    await until(async () => (await told()) === without, 'the line tells the day still');
    assert.deepEqual(await values(Object.keys(more)), Object.keys(more).map(() => ''));

    await set({ currency: 'EUR', asks_note: true });
    await page.locator('label', { has: page.locator('[name=kind][value=open]') }).tap();
    const point = page.locator('#keys [data-key="."]');
    assert.ok(await point.isEnabled());
    await context.setOffline(false);
    house.expect(/status of 400/);
    await says(page, 'The server didn’t take this one.');
    await page.getByRole('button', { name: 'Put into the form' }).tap();
    await page.locator('#waiting').waitFor({ state: 'hidden' });
    assert.deepEqual(await values(Object.keys(more)), Object.values(more));
    assert.deepEqual(await values(['amount', 'currency']), ['7.5', 'JPY']);
    assert.equal(await page.locator('#currency-code').textContent(), 'JPY');
    assert.ok(await point.isDisabled(), 'yen have no point');
    assert.ok(await page.locator('[name=kind][value=fixed]').isChecked());
    assert.equal(await page.locator('#new [name=asks_note]').isChecked(), false);
    assert.equal(await told(), withDay);
    await page.locator('#amount:focus').waitFor();
  });

  it('keeps its pages anew where they are made of files that are gone', async () => {
    const { page, context } = await pocketed();
    const gone = `${base}/static/app.0000000000.js`;
    const changed = await page.evaluate(async (old) => {
      let pages = 0;
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const answer = await cache.match(request, { ignoreVary: true });
          if (!answer.headers.get('content-type').startsWith('text/html')) continue;
          const text = (await answer.text()).replaceAll(/[\w./-]*\/static\/app\.\w+\.js/g, old);
          if (text.includes(old)) pages += 1;
          await cache.put(request, new Response(text, { headers: answer.headers }));
        }
        if (name.startsWith('chit-files')) await cache.put(old, new Response(''));
      }
      return pages;
    }, gone);
    assert.equal(changed, 4);
    const old = () => page.evaluate(async (path) => {
      const found = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const { pathname } = new URL(request.url);
          const answer = await cache.match(request, { ignoreVary: true });
          if (pathname === path || (await answer.text()).includes(path)) found.push(pathname);
        }
      }
      return found.sort();
    }, gone);
    await page.goto(`${base}/app/settings`);
    await until(async () => (await old()).length === 0, 'something is kept as it was');
    await offline(context);
    for (const path of ['/app', '/app/requests', '/app/new', '/app/settings']) {
      await page.goto(base + path);
      if (path === '/app/settings') await says(page, 'Offline');
      else await page.locator('body[data-kept]').waitFor();
      assert.equal(await page.evaluate(() => typeof window.chit), 'object', `${path} has its script`);
    }
  });

  it('shows no page that is older than a month', async () => {
    const { page, context } = await pocketed();
    const pages = `chit-pages ${base}/app`;
    await page.goto(`${base}/app/settings`);
    await page.evaluate(async (name) => {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        const headers = new Headers(answer.headers);
        headers.set('date', new Date(Date.now() - 31 * 24 * 3600_000).toUTCString());
        await cache.put(request, new Response(await answer.text(), { headers }));
      }
    }, pages);
    await offline(context);
    await page.goto(`${base}/app/requests`);
    await says(page, 'This page needs the server.');
    assert.equal((await kept(page))[pages], undefined);
  });

  it('gives back what the server does not take', async () => {
    const { page, context, api } = await pocketed();
    await page.goto(`${base}/app/new`);
    await offline(context);
    await page.getByLabel('Amount', { exact: true }).fill('7.005');
    await page.getByLabel('What for').fill('Cake');
    await making(page).tap();
    await says(page, 'Waits here');
    await context.setOffline(false);
    house.expect(/status of 400/);
    await says(page, 'The server didn’t take this one.');
    await page.screenshot({ path: join(SHOTS, 'refused.png'), animations: 'disabled' });
    await page.getByRole('button', { name: 'Put into the form' }).tap();
    await page.locator('#waiting').waitFor({ state: 'hidden' });
    // It is kept until it is made: who leaves the page finds it again, and so does whom the server sends back to the form.
    assert.equal((await waiting(page)).length, 1);
    await page.reload();
    await says(page, 'The server didn’t take this one.');
    await page.getByRole('button', { name: 'Put into the form' }).tap();
    await page.locator('#waiting').waitFor({ state: 'hidden' });
    await tapped(page, making(page));
    await page.locator('[name=amount][aria-invalid]').waitFor();
    assert.ok(await page.locator('#waiting').isHidden(), 'it is in the form still');
    assert.equal((await waiting(page)).length, 1);
    assert.equal(await page.getByLabel('What for').inputValue(), 'Cake');
    await page.getByLabel('Amount', { exact: true }).fill('7.50');
    await tapped(page, making(page));
    await says(page, '€7.50');
    await until(async () => (await waiting(page)).length === 0, 'what was made waits no more');
    assert.equal((await api('requests')).data.length, 2);
  });

  it('leaves nothing behind where somebody signs out, and sends nothing for somebody else', async () => {
    const { page, context, api } = await pocketed();
    await page.goto(`${base}/app/new`);
    await offline(context);
    await page.getByLabel('Amount', { exact: true }).fill('25');
    await making(page).tap();
    await says(page, 'Waits here');
    // Somebody else is signed in here meanwhile: it waits for whose it is.
    const cookies = await context.cookies();
    await context.clearCookies();
    await context.setOffline(false);
    await until(async () => (await waiting(page)).length === 1, 'it waits');
    const other = await house.payee(`other-${sellers}`, 'Berta');
    await page.goto(other.signInUrl);
    await tapped(page, page.getByRole('button', { name: 'Sign in' }));
    await page.goto(`${base}/app/requests`);
    assert.equal((await waiting(page)).length, 1);
    assert.equal((await other.api('requests')).data.length, 0);
    await context.clearCookies();
    await context.addCookies(cookies);

    await page.goto(`${base}/app/settings/devices`);
    await page.evaluate(() => localStorage.setItem('chit-memos', '[1]'));
    // A link that the server didn't take stays; one of somebody else, whose session has ended, is not Anna's to lose.
    await page.evaluate(() => new Promise((done) => {
      const home = document.body.dataset.worker.slice(0, -'/worker.js'.length);
      indexedDB.open(`chit-waiting ${home}`, 1).onsuccess = ({ target: { result: database } }) => {
        const turn = database.transaction('links', 'readwrite');
        const keep = (once, who) => turn.objectStore('links').put({ once, who, label: '5 EUR', fields: [], refused: true });
        keep('x', document.body.dataset.who);
        keep('y', 'berta');
        turn.oncomplete = () => done(database.close());
      };
    }));
    // The session may have ended meanwhile.
    await context.clearCookies();
    const signOut = page.getByRole('button', { name: 'Sign out', exact: true });
    const asked = [];
    page.once('dialog', (dialog) => { asked.push(dialog.message()); dialog.dismiss(); });
    await signOut.tap();
    await until(() => asked.length === 1, 'it asks first');
    assert.match(asked[0], /still wait on this device/);
    assert.ok((await waiting(page)).length >= 2);
    page.once('dialog', (dialog) => dialog.accept());
    await tapped(page, signOut);
    assert.match(page.url(), /\/app\/sign-in\?out$/);
    await until(async () => Object.keys(await kept(page)).length === 0, 'the caches are empty');
    await until(async () => (await waiting(page)).every(({ who }) => who === 'berta'), 'nothing of hers waits');
    assert.equal((await waiting(page)).length, 1);
    assert.deepEqual(await page.evaluate(() => ['chit-memos', 'chit-who'].map((kept) => localStorage.getItem(kept))), [null, null]);
    const workers = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    await until(async () => (await workers()) === 0, 'the worker is gone');
    await offline(context);
    for (const path of ['/app', '/app/requests']) await assert.rejects(page.goto(base + path), /net::ERR_/);
    assert.ok((await api('requests')).data.length <= 2);
  });

  it('takes a shared text, with and without a script', async () => {
    for (const javaScriptEnabled of [true, false]) {
      sellers += 1;
      const { page, takesDemo, api } = await house.seller(`shared-${sellers}`, 'Anna’s Bakery', { ...PHONE_360, javaScriptEnabled });
      await takesDemo();
      await page.goto(`${base}/app/new?title=&text=${SHARED}`);
      assert.equal(await page.getByLabel('Amount', { exact: true }).inputValue(), '25.00');
      assert.equal(await page.getByLabel('What for').inputValue(), 'Two loaves');
      await tapped(page, making(page));
      await says(page, '€25.00', 'Two loaves');
      assert.equal((await api('requests')).data[0].memo, 'Two loaves');
    }
  });
};

describe('the app in a pocket', () => {
  before(() => mkdir(SHOTS, { recursive: true }));
  journeys(useHouse(), '');
});

describe('the app in a pocket, below a path', () => {
  journeys(useHouse({ path: '/pay' }), '/pay');
});
