// Lighthouse, as a phone: what it says of access and of good practice has to be perfect. Its performance is a measure of time, so
// it is told, not asserted, but for the audits of it that measure none. It gives no mark for search engines: these pages are kept from them on
// purpose. Whether the app can be installed it doesn't ask any more: pocket.test.js asks Chromium itself.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { CHROMIUM, payByDemo, useHouse } from './support.js';

const CATEGORIES = ['accessibility', 'best-practices', 'performance'];

/// Audits of performance that look at what is sent and at where it is drawn, and so answer alike on any machine. Scripts
/// are served as they are written: their comments weigh less than a step that takes them away.
const STEADY = [
  'cumulative-layout-shift', 'dom-size', 'duplicated-javascript', 'font-display', 'legacy-javascript', 'non-composited-animations', 'redirects',
  'total-byte-weight', 'unminified-css', 'unsized-images', 'uses-long-cache-ttl', 'uses-passive-event-listeners',
  'uses-text-compression',
];

/// The marks of a page, and what lost them. Chromium's trace may lack the beginning of a page; Lighthouse asks to be run again then.
async function marks(url, extraHeaders, again = 2) {
  const chrome = await launch({
    chromePath: CHROMIUM,
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-quic', '--disable-sync', '--disable-background-networking'],
    logLevel: 'silent',
  });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'silent', extraHeaders });
    if (lhr.runtimeError?.code === 'NO_NAVSTART' && again > 0) return await marks(url, extraHeaders, again - 1);
    assert.equal(lhr.runtimeError, undefined);
    assert.equal(lhr.configSettings.formFactor, 'mobile');
    const unknown = STEADY.filter((id) => !lhr.audits[id]);
    assert.deepEqual(unknown, [], 'Lighthouse has these audits');
    const steady = STEADY.filter((id) => (lhr.audits[id].score ?? 1) < 1).map((id) => told(lhr.audits[id]));
    const found = CATEGORIES.map((name) => {
      const { score, auditRefs } = lhr.categories[name];
      const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1);
      return [name, { score: Math.round(score * 100), lost: lost.map(({ id }) => told(lhr.audits[id])) }];
    });
    return { ...Object.fromEntries(found), steady };
  } finally {
    chrome.kill();
  }
}

const told = ({ id, title, details }) => `${id}: ${title} ${JSON.stringify(details?.items ?? '').slice(0, 500)}`;

describe('Lighthouse', () => {
  const house = useHouse();
  const perfect = async (t, url, headers) => {
    const { performance, ...rest } = await marks(url, headers);
    t.diagnostic(`performance ${performance.score} (told, not asserted) ${performance.lost.join('; ')}`);
    assert.deepEqual(rest, { accessibility: { score: 100, lost: [] }, 'best-practices': { score: 100, lost: [] }, steady: [] }, url);
  };

  it('finds nothing to improve on a pay page', async (t) => {
    const seller = await house.payee('lit', 'Anna’s Bakery');
    await seller.takesDemo();
    await seller.takesTransfers();
    await perfect(t, (await seller.request({ amount: '25.00', memo: 'Two loaves of rye and a cake' })).url);
  });

  it('finds nothing to improve on a receipt', async (t) => {
    const seller = await house.payee('lit-receipt', 'Anna’s Bakery');
    await seller.takesDemo();
    const { page } = await house.person();
    await page.goto((await seller.request({ amount: '25.00', memo: 'Two loaves of rye and a cake' })).url);
    await payByDemo(page, 'Approve the payment');
    await perfect(t, page.url());
  });

  it('finds nothing to improve on a seller’s pages', async (t) => {
    const seller = await house.seller('lit-app', 'Anna’s Bakery');
    await seller.takesDemo();
    const { code } = await seller.request({ amount: '25.00', memo: 'Two loaves of rye and a cake' });
    const cookies = (await seller.page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    // All of them by hand: CHIT_LIGHTHOUSE=all. Each takes ten seconds, which is too much for every run.
    const some = ['', '/new', `/requests/${code}`];
    const others = [
      '/requests', `/requests/${code}/share`, `/requests/${code}/show`, '/look', '/methods', '/methods/add', '/split', '/bulk', '/charts', '/settings',
      '/settings/profile', '/settings/devices', '/settings/alerts', '/settings/data', '/settings/close', '/books', '/books/close', '/offline',
    ];
    const paths = process.env.CHIT_LIGHTHOUSE === 'all' ? [...some, ...others] : some;
    for (const path of paths.map((path) => `/app${path}`)) await perfect(t, `${house.origin}${path}`, { Cookie: cookies });
  });
});
