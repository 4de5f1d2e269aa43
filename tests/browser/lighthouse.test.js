// Lighthouse, as a phone: what it says of access and of good practice has to be perfect. Its performance is a measure of time, so
// it is told, not asserted. It gives no mark for search engines: these pages are kept from them on purpose.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { CHROMIUM, payByDemo, useHouse } from './support.js';

const CATEGORIES = ['accessibility', 'best-practices', 'performance'];

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
    return Object.fromEntries(CATEGORIES.map((name) => {
      const { score, auditRefs } = lhr.categories[name];
      const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1);
      return [name, { score: Math.round(score * 100), lost: lost.map(({ id }) => told(lhr.audits[id])) }];
    }));
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
    assert.deepEqual(rest, { accessibility: { score: 100, lost: [] }, 'best-practices': { score: 100, lost: [] } });
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
    const others = ['/requests', `/requests/${code}/share`, '/look', '/methods', '/settings', '/settings/devices', '/books'];
    const paths = process.env.CHIT_LIGHTHOUSE === 'all' ? [...some, ...others] : some;
    for (const path of paths.map((path) => `/app${path}`)) await perfect(t, `${house.origin}${path}`, { Cookie: cookies });
  });
});
