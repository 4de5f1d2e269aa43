// What robots.txt lets whom read, by a reader that nobody here wrote.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { useHouse } from '../browser/support.js';
import { Peers } from './python.js';

// As they name themselves to servers.
const PREVIEWS = [
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 'Facebot', 'Meta-ExternalHit/1.1', 'WhatsApp/2.23.20.0',
  'Twitterbot/1.0', 'LinkedInBot/1.0 (compatible; Mozilla/5.0)', 'TelegramBot (like TwitterBot)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'Slack-ImgProxy (+https://api.slack.com/robots)', 'Discordbot/2.0',
  'SkypeUriPreview', 'Viber/13.3.0', 'Applebot/0.1', 'Iframely/1.3.1 (+https://iframely.com/docs/about)', 'Mastodon/4.3',
];
const OTHERS = [
  'Googlebot', 'Bingbot', 'DuckDuckBot', 'YandexBot', 'Baiduspider', 'GPTBot', 'ClaudeBot', 'CCBot', 'Bytespider', 'Amazonbot',
  'meta-externalagent', 'Applebot-Extended', 'Google-Extended', 'AhrefsBot', 'nobody',
];
const OPEN = [
  '/', '/r/abcdefghijkm', '/R/abcdefghijkm', '/r/abcdefghijkm/card.png', '/r/abcdefghijkm.png', '/anna', '/anna/25eur', '/anna/card.png',
  '/static/chit.css', '/static/icon.svg', '/favicon.ico',
  // Handles that begin like one of the service's own paths.
  '/apple', '/app-shop', '/apinya/25eur', '/hooksy', '/pam', '/sandboxes',
];
const SHUT = [
  '/app/', '/app/new', '/app/requests/abcdefghijkm', '/app/sign-in/abcdefghijkmnopqrstuvwxy', '/api/v1/me', '/p/abcdefghijkmnopqrstuvwxy',
  '/p/abcdefghijkmnopqrstuvwxy/receipt.json', '/hooks/demo/mtd_x', '/sandbox/mtd_x/y',
];

describe('robots.txt', () => {
  const house = useHouse({ browser: false });
  let peers;
  before(() => { peers = new Peers(); });
  after(() => peers.close());

  async function allowed(agents, urls) {
    const answer = await fetch(`${house.origin}/robots.txt`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/plain/);
    return peers.ask('robots', { text: await answer.text(), agents, urls });
  }

  it('lets fetchers of previews read links and cards, and nothing of payees and payers', async () => {
    const may = await allowed(PREVIEWS, [...OPEN, ...SHUT]);
    for (const agent of PREVIEWS) assert.deepEqual(may[agent], OPEN, agent);
  });

  it('lets nobody else read anything', async () => {
    const may = await allowed(OTHERS, [...OPEN, ...SHUT]);
    for (const agent of OTHERS) assert.deepEqual(may[agent], [], agent);
  });

  it('has every link say that it is not to be found', async () => {
    const { code } = await (await house.payee('anna', 'Anna')).api('requests', { amount: '25.00' });
    for (const path of [`/r/${code}`, `/r/${code}/card.png`, '/anna', '/anna/25eur']) {
      const answer = await fetch(house.origin + path);
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('x-robots-tag'), /noindex/, path);
    }
  });
});
