// The proxies of docs/operating.md, each with the lines that stand there: they pass on at once what an open page is told, and the
// service knows the visitor by what they add.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { useHouse } from '../browser/support.js';
import { until } from './lnbits-server.js';
import { freePort } from './port.js';

/// How often a visitor may ask for links that don't exist, each minute.
const MISSES = 5;
/// Debian keeps some of them where only root's PATH leads.
const PATH = `${process.env.PATH}:/usr/sbin`;

/// Each program: its arguments, and what it needs around the lines of the docs to run on a port of this machine without a certificate.
const PROXIES = {
  caddy: {
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    around: (lines, port) => `{\n  admin off\n  auto_https off\n}\n${lines.replace('pay.example', `http://127.0.0.1:${port}`)}`,
    below: ([, lines], port) => PROXIES.caddy.around(lines.replace('shop.example', 'pay.example'), port),
  },
  nginx: {
    // Large bodies go into files, in a directory that is this user's alone; without root, nginx has no other user.
    args: (file, dir) => ['-c', file, '-p', dir, '-e', 'stderr', '-g', `daemon off; pid nginx.pid;${process.getuid() === 0 ? ' user root;' : ''}`],
    around: (lines, port, dir) => {
      const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${dir}/${name};`);
      return `events {}\nhttp {\naccess_log off;\n${places.join('\n')}\nserver {\nlisten 127.0.0.1:${port};\n${lines}}\n}\n`;
    },
    below: ([, lines], port, dir) => PROXIES.nginx.around(lines, port, dir),
  },
  haproxy: {
    args: (file) => ['-f', file],
    around: (lines, port) => {
      const front = ['mode http', 'timeout client 60s', `bind 127.0.0.1:${port}`, 'default_backend chit'];
      return `frontend visitors\n    ${front.join('\n    ')}\n${lines}`;
    },
    below: ([backend, line], port) => PROXIES.haproxy.around(backend, port).replace('default_backend chit', line.trim()),
  },
};

const answers = (port) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).on('error', () => resolve(false));
});

/// The lines of docs/operating.md for a proxy: for the whole host first, then below a path.
async function documented(name) {
  const docs = await readFile(fileURLToPath(new URL('../../docs/operating.md', import.meta.url)), 'utf8');
  return docs.split(`\n\`\`\`${name}\n`).slice(1).map((rest) => rest.split('```')[0]);
}

/// Runs a proxy for the tests of one `describe`, with its lines of the docs. They are read when the service listens.
function useProxy(name, house, port, write) {
  let dir, proxy;
  let log = '';
  before(async () => {
    const { args } = PROXIES[name];
    dir = await mkdtemp(join(tmpdir(), `chit-${name}-`));
    const file = join(dir, 'config');
    const config = write(await documented(name), dir);
    assert.ok(config.includes('127.0.0.1:8080'), 'the docs name the service');
    await writeFile(file, config.replace('127.0.0.1:8080', new URL(house.local).host));
    const env = { PATH, HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir };
    proxy = spawn(name, args(file, dir), { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [proxy.stdout, proxy.stderr]) stream.on('data', (chunk) => { log += chunk; });
    const ended = new Promise((_, failed) => {
      proxy.on('error', failed);
      proxy.on('exit', (code) => failed(new Error(`${name} ended with ${code}:\n${log}`)));
    });
    ended.catch(() => {});
    await Promise.race([until(`${name} to listen`, () => answers(port)), ended]);
  });
  after(async () => {
    proxy?.kill();
    if (dir) await rm(dir, { recursive: true, force: true });
  });
}

/// Opens the stream of a page behind a proxy. A proxy that collects an answer would hand on nothing of it before its end.
async function listen(page, origin) {
  const live = new URL(/data-live="([^"]+)"/.exec(page)[1].replaceAll('&amp;', '&').replaceAll('&#38;', '&'), origin);
  const stream = (await fetch(live, { headers: { Accept: 'text/event-stream' } })).body.getReader();
  return async () => new TextDecoder().decode((await stream.read()).value);
}

for (const [name, { around, below }] of Object.entries(PROXIES)) {
  const [port, other] = [await freePort(), await freePort()];

  describe(`behind ${name}`, () => {
    const house = useHouse({ browser: false, settings: { CHIT_PROXY_HOPS: '1', CHIT_LIMIT_MISSES: String(MISSES) } });
    const origin = `http://127.0.0.1:${port}`;
    let seller;
    useProxy(name, house, port, ([whole], dir) => around(whole, port, dir));
    before(async () => {
      seller = await house.payee(`by-${name}`, 'Anna’s Bakery');
      await seller.takesDemo();
    });

    it('an open page is told at once', async () => {
      const made = await seller.request({ amount: '25.00' });
      const read = await listen(await (await fetch(`${origin}/r/${made.code}`)).text(), origin);
      assert.match(await read(), /retry/);
      await seller.cancel(made);
      assert.match(await read(), /event: ?change/);
    });

    it('a bank statement of some months gets through', async () => {
      // Not a statement, which is for the service to say.
      const body = 'no statement\n'.repeat(2 * 2 ** 20 / 13);
      const headers = { authorization: `Bearer ${seller.key}`, 'content-type': 'application/octet-stream' };
      const answer = await fetch(`${origin}/api/v1/statements?dry_run=true`, { method: 'POST', headers, body });
      const said = await answer.text();
      assert.equal(answer.status, 400, said);
      assert.match(JSON.parse(said).errors[0].field, /^(file|mapping)/);
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

  describe(`below a path behind ${name}`, () => {
    const origin = `http://127.0.0.1:${other}`;
    const house = useHouse({ browser: false, settings: { CHIT_PUBLIC_URL: `${origin}/pay/` } });
    useProxy(name, house, other, (blocks, dir) => below(blocks, other, dir));

    it('a link is made, opened, and told of a change', async () => {
      const { api_key: key } = JSON.parse(await house.chit('payee', 'add', 'anna', '--json'));
      const call = async (path, body) => {
        const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
        return (await fetch(`${origin}/pay/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
      };
      await call('methods', { rail: 'demo', settings: {} });
      const made = await call('requests', { amount: '25.00', currency: 'EUR' });
      assert.equal(made.url, `${origin}/pay/r/${made.code}`);
      const page = await (await fetch(made.url)).text();
      for (const [, address] of page.matchAll(/ (?:href|src|action)="(\/[^"]*)"/g)) assert.match(address, /^\/pay\//);
      const read = await listen(page, origin);
      assert.match(await read(), /retry/);
      await call(`requests/${made.code}/cancel`, {});
      assert.match(await read(), /event: ?change/);
      // What is not below the path is not the service's.
      const elsewhere = await fetch(`${origin}/r/${made.code}`);
      assert.ok(!(await elsewhere.text()).includes(made.code));
    });
  });
}
