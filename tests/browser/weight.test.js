// What a first view costs on the wire, counted off the socket: every byte that arrives, headers and all.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { useHouse } from './support.js';
import { EVERY_LANGUAGE } from './support/pages.js';

// The first TCP round trip is ten packets (RFC 6928), some 14,000 bytes without what TLS takes of them. A first view is one answer
// that leaves room to spare for a long memo.
const FIRST_VIEW = 8_400;
const SCRIPT = 6 * 1024;

/// As a browser asks, and what arrives.
async function fetched(origin, path) {
  const { hostname, port } = new URL(origin);
  const socket = net.connect(Number(port), hostname);
  socket.write([
    `GET ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, 'Accept: */*', 'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: en-GB,en;q=0.9', 'Connection: close', '', '',
  ].join('\r\n'));
  const chunks = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'close');
  const all = Buffer.concat(chunks);
  const end = all.indexOf('\r\n\r\n');
  const head = all.subarray(0, end).toString('latin1');
  assert.match(head, /^HTTP\/1\.1 200 /, path);
  const header = (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1];
  const framed = all.subarray(end + 4);
  const body = header('transfer-encoding') === 'chunked' ? unchunked(framed) : framed;
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync }[header('content-encoding')] ?? ((plain) => plain);
  return { bytes: all.length, body, header, text: unpack(body) };
}

function unchunked(framed) {
  const chunks = [];
  for (let at = 0; ;) {
    const end = framed.indexOf('\r\n', at);
    const length = parseInt(framed.subarray(at, end).toString('latin1'), 16);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(framed.subarray(end + 2, end + 2 + length));
    at = end + 4 + length;
  }
}

/// What a browser loads for a page besides it.
const parts = (html) => [...html.matchAll(/<(?:link|script|img|iframe)\b[^>]*>/g)].flatMap(([tag]) => {
  if (/^<link/.test(tag) && !/rel="(?:stylesheet|preload|modulepreload)"/.test(tag)) return [];
  const path = /(?:href|src)="([^"]+)"/.exec(tag)?.[1];
  assert.match(path, /^\/(?!\/)/, `a part of our own: ${tag}`);
  return [path];
});

describe('a first view', () => {
  const house = useHouse({ browser: false });
  let seller;

  for (const language of EVERY_LANGUAGE) {
    it(`fits into the first round trip: ${language}`, async (t) => {
      if (!seller) {
        seller = await house.payee('weighed', 'Anna’s Bakery');
        await seller.takesDemo();
        await seller.takesTransfers();
      }
      const { code } = await seller.request({ amount: '25.00', memo: 'Two loaves of rye and a cake', due_on: '2099-01-31' });
      const page = await fetched(house.local, `/r/${code}?lang=${language}`);
      const html = page.text.toString('utf8');
      assert.match(html, /<html lang="\w/);
      assert.match(html, /<svg[^>]+class="qr"/, 'its QR code is in it');
      assert.match(html, /<style>[^<]+<\/style>/, 'its style is in it');
      assert.equal(page.header('content-encoding'), 'gzip');
      assert.equal(page.header('set-cookie'), undefined, 'a buyer gets no cookie');
      // The script comes after the first view, and nothing else does.
      const paths = parts(html);
      assert.equal(paths.length, 1, paths.join(' '));
      const script = await fetched(house.local, paths[0]);
      assert.match(html, /<script [^>]*\bdefer\b/);
      assert.equal(script.header('set-cookie'), undefined);
      assert.equal(script.header('content-encoding'), 'br');
      assert.match(script.header('cache-control'), /immutable/);
      assert.ok(script.body.length < SCRIPT, `${script.body.length} bytes`);
      t.diagnostic(`${language}: ${page.bytes} bytes, and ${script.bytes} of script later`);
      assert.ok(page.bytes <= FIRST_VIEW, `${page.bytes} bytes`);
    });
  }
});
