// What a chat makes of a link: three programs that read previews, as messengers' servers do, see what the payee's dial allows.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getPreviewFromContent } from 'link-preview-js';
import metascraper from 'metascraper';
import description from 'metascraper-description';
import image from 'metascraper-image';
import title from 'metascraper-title';
import url from 'metascraper-url';
import openGraph from 'open-graph-scraper';
import { pictured, useHouse } from './support.js';

const NAME = 'Anna’s Bakery';
const MEMO = 'Two loaves of rye and a cake';
const SAYS = 'Open the link to see who asks, how much and what for.';
const scrape = metascraper([description(), image(), title(), url()]);

/// What each program makes of a page, told alike.
const READERS = {
  'open-graph-scraper': async (html) => {
    const { error, result } = await openGraph({ html });
    assert.equal(error, false);
    const [picture] = result.ogImage ?? [];
    const size = picture && `${picture.width}×${picture.height}`;
    const { ogTitle, ogDescription, ogUrl, twitterCard: card } = result;
    return { title: ogTitle, description: ogDescription, url: ogUrl, image: picture?.url, size, alt: picture?.alt, card };
  },
  'link-preview-js': async (html, address) => {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    const seen = await getPreviewFromContent({ data: html, headers, url: address });
    return { title: seen.title, description: seen.description, url: seen.url, image: seen.images?.[0] };
  },
  metascraper: async (html, address) => {
    const seen = await scrape({ html, url: address });
    return { title: seen.title, description: seen.description, url: seen.url, image: seen.image };
  },
};

const DIALS = {
  none: { title: 'Payment request' },
  generic: { title: 'A payment request', description: SAYS },
  amount: { title: `${NAME} asks for €25.00`, description: SAYS },
};

describe('a link in a chat', () => {
  // The links say the public URL, wherever the page was fetched from. (metascraper wants a top-level domain that exists.)
  const house = useHouse({ settings: { CHIT_PUBLIC_URL: 'https://pay.example.com' }, browser: false });
  let payee;
  const asked = async (preview) => {
    payee ??= await house.payee('anna-bakes', NAME);
    const request = await payee.request({ amount: '25.00', memo: MEMO, preview });
    assert.ok(request.url.startsWith('https://pay.example.com/r/'));
    return request;
  };
  const get = async (address) => {
    const answer = await fetch(house.local + new URL(address).pathname, { headers: { 'user-agent': 'facebookexternalhit/1.1' } });
    assert.equal(answer.status, 200, address);
    return answer;
  };
  /// `undefined` and `null` and nothing are one thing here.
  const known = (seen) => Object.fromEntries(Object.entries(seen).filter(([, value]) => value));

  for (const [dial, expected] of Object.entries(DIALS)) {
    for (const [reader, read] of Object.entries(READERS)) {
      it(`looks right to ${reader} where the dial is at ${dial}`, async () => {
        const request = await asked(dial);
        const seen = known(await read(await (await get(request.url)).text(), request.url));
        const { card, size, alt, ...rest } = seen;
        const picture = `https://pay.example.com/r/${request.code}/card.png`;
        if (dial === 'none') {
          const { url: address = request.url, ...disclosed } = rest;
          assert.deepEqual([address, disclosed, size, card], [request.url, expected, undefined, undefined]);
          return;
        }
        assert.deepEqual(rest, { ...expected, url: request.url, image: picture });
        if (reader !== 'open-graph-scraper') return; // the only one that tells more
        assert.deepEqual([size, card], ['1200×630', 'summary_large_image']);
        assert.ok(alt, 'the picture is described');
      });
    }

    it(`shows no more than it may where the dial is at ${dial}`, async () => {
      const request = await asked(dial);
      const html = await (await get(request.url)).text();
      const head = html.slice(0, html.indexOf('</head>'));
      assert.ok(head.length > 200);
      assert.ok(!head.includes('loaves'), 'the memo is for who opens the link');
      if (dial !== 'amount') assert.ok(!/Anna|25[.,]00/.test(head), 'neither who asks nor how much');

      // Chats keep a preview for days: it looks the same once it is paid.
      await payee.paidByHand(request);
      const paid = await (await get(request.url)).text();
      assert.equal(paid.slice(0, paid.indexOf('</head>')), head);
    });

    it(`has a picture of the right size where the dial is at ${dial}`, async () => {
      const { url: address } = await asked(dial);
      const answer = await get(`${address}/card.png`);
      assert.equal(answer.headers.get('content-type'), 'image/png');
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(await pictured(bytes), 'PNG 1200 630');
      assert.ok(bytes.length < 300_000, `${bytes.length} bytes`);
    });
  }
});
