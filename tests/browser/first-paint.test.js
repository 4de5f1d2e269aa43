// A first view is painted from the page's own answer: on a slow line, nobody waits for a second one before reading and paying. It is
// judged by the order of events: every other request is held back until the page has been read and used.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useHouse } from './support.js';

// What stands behind a page and may come later: the script and the tab's icon.
const LATER = /^\/static\/(?:chit\.[0-9a-f]+\.js|icon\.svg)$/;

/// Holds back whatever is no page. What was asked for, what has arrived, and how to let it through.
async function holdBack(page) {
  const held = [];
  const arrived = [];
  let open = false;
  page.on('requestfinished', (request) => {
    if (!request.isNavigationRequest()) arrived.push(request.url());
  });
  await page.route('**/*', (route) => {
    if (open || route.request().isNavigationRequest()) return route.continue();
    held.push(route);
  });
  const paths = () => held.map((route) => new URL(route.request().url()).pathname);
  const release = async () => {
    open = true;
    for (const route of held) await route.continue();
  };
  return { arrived, paths, release };
}

/// Makes each answer take a second to begin. Gives the first contentful paint of the page at a path, as the browser tells it, for which
/// the page needs no script.
async function slowLine(context, page, path) {
  const protocol = await context.newCDPSession(page);
  const told = [];
  const painted = new Promise((paint) => {
    protocol.on('Page.lifecycleEvent', (event) => told.push(event) && paintOf(told) && paint());
    protocol.on('Page.frameNavigated', ({ frame }) => {
      if (new URL(frame.url).pathname === path) told.loader = frame.loaderId;
      if (paintOf(told)) paint();
    });
  });
  await protocol.send('Page.enable');
  await protocol.send('Page.setLifecycleEventsEnabled', { enabled: true });
  await protocol.send('Network.enable');
  const line = { offline: false, latency: 1000, downloadThroughput: -1, uploadThroughput: -1 };
  await protocol.send('Network.emulateNetworkConditions', line);
  return { painted };
}

/// The empty tab before the page is painted as well: a paint counts that has the page's own loader.
const paintOf = (told) =>
  told.find(({ name, loaderId }) => name === 'firstContentfulPaint' && loaderId === told.loader);

describe('a first view on a slow line', () => {
  const house = useHouse();
  let seller;

  for (const [language, direction] of [['en', 'ltr'], ['ar', 'rtl'], ['ja', 'ltr']]) {
    for (const javaScriptEnabled of [true, false]) {
      it(`is painted and used before anything else arrives: ${language}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, { timeout: 60_000 }, async () => {
        if (!seller) {
          seller = await house.payee('painted', 'Anna’s Bakery');
          await seller.takesTransfers();
        }
        const { code } = await seller.request({ amount: '25.00', memo: 'Two loaves of rye' });
        const { context, page } = await house.person({ javaScriptEnabled });
        const others = await holdBack(page);
        const { painted } = await slowLine(context, page, `/r/${code}`);
        await page.goto(`/r/${code}?lang=${language}`, { waitUntil: 'commit' });
        await painted;
        assert.deepEqual(others.arrived, [], 'nothing but the page has arrived');

        // It can be read, and looks as it will: the style is there.
        assert.equal(await page.locator('html').getAttribute('dir'), direction);
        assert.match(await page.locator('h1').innerText(), /Anna’s Bakery[^]*(?:25\.00|25,00|٢٥٫٠٠)/);
        const way = page.locator('button.choice, button.primary').first();
        const { height } = await way.boundingBox();
        assert.ok(height >= 48, `${height} px to press`);
        const paper = await page.locator('.slip').evaluate((slip) => getComputedStyle(slip).backgroundColor);
        assert.equal(paper, 'rgb(255, 255, 255)');

        // It can be used: the payer comes to the payment's own page, which is painted the same way.
        await way.click({ noWaitAfter: true });
        await page.waitForURL('**/p/*', { waitUntil: 'commit' });
        await page.getByText('DE75', { exact: false }).first().waitFor();
        assert.deepEqual(others.arrived, [], 'nothing but pages has arrived');

        const later = others.paths();
        assert.ok(later.every((path) => LATER.test(path)), later.join(' '));
        assert.equal(later.some((path) => path.endsWith('.js')), javaScriptEnabled, 'what a script adds comes later');
        await others.release();
        if (javaScriptEnabled) await page.locator('html.script').waitFor();
      });
    }
  }
});
