// A seller sends a link: by the phone's own share sheet, by copying, by a messenger's link; and sees beforehand what the chat gets.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { copied, DESKTOP, pictured, says, scan, useHouse } from './support.js';

const MEMO = 'Two loaves & a “cake” #7, 50% off';

/// A phone with a share sheet that keeps what it is given. `takes` says which kinds of things it can share.
const sheet = (takes) => {
  const shared = [];
  window.shared = shared;
  // What is copied is noted at once, however long the clipboard takes.
  window.copied = [];
  const write = Clipboard.prototype.writeText;
  Clipboard.prototype.writeText = function (text) {
    window.copied.push(text);
    return write.call(this, text);
  };
  navigator.canShare = (data) => takes.files && Object.keys(data).every((kind) => takes[kind]);
  navigator.share = async (data) => {
    // As a browser: only right after a tap, and nothing empty.
    if (!navigator.userActivation.isActive) throw new DOMException('no tap', 'NotAllowedError');
    const files = await Promise.all((data.files ?? []).map(async (file) => ({
      name: file.name, type: file.type, bytes: [...new Uint8Array(await file.arrayBuffer())],
    })));
    if (takes.refuses) {
      window.refused = true;
      throw new DOMException('refused', takes.refuses);
    }
    shared.push({ ...data, files });
  };
};
const EVERYTHING = { text: true, url: true, files: true };

describe('sending a link', () => {
  const house = useHouse();
  let sellers = 0;

  /// A seller with such a phone, on the screen that sends a link.
  async function sender(takes, { terms = {}, options = {} } = {}) {
    sellers += 1;
    const seller = await house.seller(`sends-${sellers}`, 'Anna’s Bakery', options);
    if (takes) await seller.page.addInitScript(sheet, takes);
    const request = await seller.request({ amount: '25.00', memo: MEMO, ...terms });
    await seller.page.goto(`/app/requests/${request.code}/share`);
    return { ...seller, request, button: (name) => seller.page.getByRole('button', { name, exact: true }) };
  }
  const shared = (page, count = 1) => page.waitForFunction((n) => window.shared.length === n && window.shared, count).then((s) => s.jsonValue());

  /// Does something that makes the page fetch the picture, and waits until it has it: the last byte's arrival says nothing of the script.
  const fetched = async (page, act) => {
    await act();
    await page.locator('[data-picture][data-ready]').waitFor();
  };

  it('goes by the share sheet: the text, and the link once', async () => {
    const { page, request, button } = await sender(EVERYTHING);
    await button('Share').tap();
    const [data] = await shared(page);
    assert.deepEqual(data, { text: `${MEMO}, €25.00:`, url: request.url, files: [] });
    assert.equal(`${data.text} ${data.url}`, request.share.text, 'put together it is the message');
    assert.match(await button('Share').getAttribute('class'), /primary/, 'it is what a thumb finds first');
    assert.match(await button('Copy link').getAttribute('class'), /secondary/);
    await page.reload();
    assert.ok(await button('Share').evaluate((itself) => itself === document.activeElement), 'Enter sends it');
  });

  it('goes as a picture that scans, with the message', async () => {
    const { page, request, button } = await sender(EVERYTHING);
    await fetched(page, () => button('More').tap());
    await button('Share as QR picture').tap();
    const [{ files, ...data }] = await shared(page);
    assert.deepEqual(data, { text: request.share.text }, 'no second link beside the text');
    assert.equal(files.length, 1);
    assert.deepEqual([files[0].name, files[0].type], [`payment-request-${request.code}.png`, 'image/png']);
    const picture = Buffer.from(files[0].bytes);
    assert.match(await pictured(picture), /^PNG 1\d{3} 1\d{3}$|^PNG 9\d\d 9\d\d$/, 'large enough to print');
    assert.equal(await scan(picture), request.url);
  });

  it('goes as a picture alone where the phone can’t take both', async () => {
    const { page, request, button } = await sender({ files: true, url: true });
    await fetched(page, () => button('More').tap());
    await button('Share as QR picture').tap();
    const [{ files, ...data }] = await shared(page);
    assert.deepEqual([Object.keys(data), files.length], [[], 1]);
    assert.equal(await scan(Buffer.from(files[0].bytes)), request.url);
  });

  it('goes as a link when the picture does not come', async () => {
    const { page, request, button } = await sender(EVERYTHING);
    await page.evaluate(() => { window.fetch = () => Promise.reject(new TypeError('offline')); });
    await button('More').tap();
    await button('Share as QR picture').tap();
    assert.deepEqual(await shared(page), [{ text: `${MEMO}, €25.00:`, url: request.url, files: [] }]);
  });

  it('is copied where the sheet refuses, and left where the seller closes it', async () => {
    const { context, page, request, button } = await sender({ ...EVERYTHING, refuses: 'NotAllowedError' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await button('Share').tap();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), request.share.text);
    assert.deepEqual(await page.evaluate(() => window.copied), [request.share.text]);

    const other = await sender({ ...EVERYTHING, refuses: 'AbortError' });
    await other.button('Share').tap();
    await other.page.waitForFunction(() => window.refused);
    assert.deepEqual(await other.page.evaluate(() => window.copied), []);
    assert.equal(await other.page.getByRole('button', { name: 'Copied' }).count(), 0);
  });

  it('has a share button only where the phone can share', async () => {
    const text = await sender({ text: true, url: true });
    assert.deepEqual([await text.button('Share').isVisible(), await text.button('Share as QR picture').isVisible()], [true, false]);
    const nothing = await sender(null);
    await nothing.page.locator('html.script').waitFor();
    assert.equal(await nothing.page.getByRole('button', { name: /Share/ }).count(), 0, 'this Chromium shares nothing');
    assert.match(await nothing.button('Copy link').getAttribute('class'), /primary/);
  });

  it('is copied, and opens in each messenger, as the seller saw it', async () => {
    const { page, request, button } = await sender(null);
    await says(page, 'A payment request', request.share.text);
    assert.equal(await copied(page, button('Copy link')), request.url);
    await button('More').tap();
    assert.equal(await copied(page, button('Copy message')), request.share.text);
    const offered = await page.locator('a[rel=noopener]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const { text, ...links } = request.share;
    assert.deepEqual(offered.toSorted(), Object.values(links).toSorted());
    // What a messenger's own page or app reads from its link.
    assert.equal(new URL(links.whatsapp).searchParams.get('text'), text);
    assert.equal(new URL(links.sms).searchParams.get('body'), text);
    assert.equal(new URL(links.telegram).searchParams.get('url'), request.url);
    assert.ok(await page.getByRole('link', { name: 'Messenger' }).isVisible(), 'on a phone');

    const desk = await sender(null, { options: { ...DESKTOP, isMobile: false, hasTouch: false } });
    assert.ok(await desk.page.getByRole('link', { name: 'WhatsApp' }).isVisible());
    await desk.button('More').click();
    assert.ok(await desk.page.getByRole('link', { name: 'Viber' }).isVisible());
    assert.ok(await desk.page.getByRole('link', { name: 'Messenger' }).isHidden(), 'computers have no such app');
  });

  it('is shown in another language, even without JavaScript', async () => {
    const { page, request, api } = await sender(null, { options: { javaScriptEnabled: false } });
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.waitForURL('**message=de**');
    const german = `${MEMO}, 25,00\u00a0€: ${request.url}`;
    const message = page.locator('.bubble .message');
    assert.equal(await message.textContent(), german);
    assert.equal(await message.getAttribute('lang'), 'de');
    await says(page, 'Link ready');
    const href = await page.getByRole('link', { name: 'WhatsApp' }).getAttribute('href');
    assert.equal(new URL(href).searchParams.get('text'), german);
    assert.deepEqual(await api(`requests/${request.code}`), request, 'the request itself is as it was');
    assert.ok(await page.getByRole('button', { name: /Copy|Share/ }).count() === 0, 'nothing that needs a script');
  });

  it('is saved as a picture that scans, by a name that says what it is', async () => {
    const { page, request, button } = await sender(null);
    await button('More').tap();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save QR picture' }).tap();
    const download = await coming;
    assert.equal(download.suggestedFilename(), `payment-request-${request.code}.png`);
    assert.equal(await scan(await readFile(await download.path())), request.url);
    const card = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save card' }).tap();
    assert.equal((await card).suggestedFilename(), `payment-card-${request.code}.png`);
    assert.equal(await pictured(await readFile(await (await card).path())), 'PNG 1200 630');
    const shown = page.getByRole('img', { name: 'payment request' });
    await shown.scrollIntoViewIfNeeded();
    await page.waitForFunction((img) => img.complete && img.naturalWidth === 1200, await shown.elementHandle());
  });

  it('says so where chats are to show nothing', async () => {
    const { page, button } = await sender(null, { terms: { preview: 'none' } });
    await button('More').tap();
    await says(page, 'No preview', 'chats show only the link');
    assert.equal(await page.locator('.bubble img').count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Save card' }).count(), 0);
  });
});
