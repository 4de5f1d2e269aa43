// The proxies of docs/operating.md, each with the lines that stand there: they pass on at once what an open page is told, and the
// service knows the visitor by what they add.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { useHouse } from '../browser/support.js';
import { freePort, until } from './lnbits-server.js';

/// How often a visitor may ask for links that don't exist, each minute.
const MISSES = 5;
/// Debian keeps some of them where only root's PATH leads.
const PATH = `${process.env.PATH}:/usr/sbin`;

/// Each program: its arguments, and what it needs around the lines of the docs to run on a port of this machine without a certificate.
const PROXIES = {
  caddy: {
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    around: (lines, port) => `{\n  admin off\n  auto_https off\n}\n${lines.replace('pay.example', `http://127.0.0.1:${port}`)}`,
  },
  nginx: {
    args: (file, dir) => ['-c', file, '-p', dir, '-e', 'stderr', '-g', 'daemon off; pid nginx.pid;'],
    around: (lines, port, dir) => {
      const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${dir}/${name};`);
      return `events {}\nhttp {\naccess_log off;\n${places.join('\n')}\nserver {\nlisten 127.0.0.1:${port};\n${lines}}\n}\n`;
    },
  },
  haproxy: {
    args: (file) => ['-f', file],
    around: (lines, port) => {
      const front = ['mode http', 'timeout client 60s', `bind 127.0.0.1:${port}`, 'default_backend chit'];
      return `frontend visitors\n    ${front.join('\n    ')}\n${lines}`;
    },
  },
};

const answers = (port) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).on('error', () => resolve(false));
});

for (const [name, { args, around }] of Object.entries(PROXIES)) {
  describe(`behind ${name}`, () => {
    const house = useHouse({ browser: false, settings: { CHIT_PROXY_HOPS: '1', CHIT_LIMIT_MISSES: String(MISSES) } });
    let dir, proxy, origin, seller;
    let log = '';

    before(async () => {
      const docs = await readFile(fileURLToPath(new URL('../../docs/operating.md', import.meta.url)), 'utf8');
      const lines = docs.split(`\n\`\`\`${name}\n`)[1].split('```')[0];
      assert.ok(lines.includes('127.0.0.1:8080'), 'the docs name the service');
      dir = await mkdtemp(join(tmpdir(), `chit-${name}-`));
      const port = await freePort();
      const file = join(dir, 'config');
      await writeFile(file, around(lines.replace('127.0.0.1:8080', new URL(house.local).host), port, dir));
      const env = { PATH, HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir };
      proxy = spawn(name, args(file, dir), { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [proxy.stdout, proxy.stderr]) stream.on('data', (chunk) => { log += chunk; });
      const ended = new Promise((_, failed) => {
        proxy.on('error', failed);
        proxy.on('exit', (code) => failed(new Error(`${name} ended with ${code}:\n${log}`)));
      });
      ended.catch(() => {});
      await Promise.race([until(`${name} to listen`, () => answers(port)), ended]);
      origin = `http://127.0.0.1:${port}`;
      seller = await house.payee(`by-${name}`, 'Anna’s Bakery');
      await seller.takesDemo();
    });
    afterEach(() => { log = ''; });
    after(async () => {
      proxy?.kill();
      if (dir) await rm(dir, { recursive: true, force: true });
    });

    it('an open page is told at once', async () => {
      const made = await seller.request({ amount: '25.00' });
      const live = new URL(/data-live="([^"]+)"/.exec(await (await fetch(`${origin}/r/${made.code}`)).text())[1].replaceAll('&amp;', '&'), origin);
      const stream = (await fetch(live, { headers: { Accept: 'text/event-stream' } })).body.getReader();
      const read = async () => new TextDecoder().decode((await stream.read()).value);
      // A proxy that collects an answer would hand on nothing of it before its end, which the cancelling brings about.
      assert.match(await read(), /retry/);
      await seller.cancel(made);
      assert.match(await read(), /event: ?change/);
    });

    it('visitors are told apart by what it adds, and not by what they say', async () => {
      const seek = async (from, address, code) => (await fetch(`${from}/r/${code}`, { headers: { 'X-Forwarded-For': address } })).status;
      const { code } = await seller.request({ amount: '26.00' });
      // None of these is a link. Each pretends to come from elsewhere.
      for (const last of '123456789'.replace(code.slice(-1), '')) await seek(origin, `203.0.113.${last}`, code.slice(0, -1) + last);
      assert.equal(await seek(origin, '203.0.113.99', code), 429);
      // As another visitor's proxy would say it.
      assert.equal(await seek(house.local, '203.0.113.1', code), 200);
    });
  });
}
