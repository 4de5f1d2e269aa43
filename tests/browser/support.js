// What every browser test stands on: the real binary with a database of its own, a real Chromium, and people with phones.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BINARY = resolve(process.env.CHIT_BIN || join(ROOT, 'target/debug/chit'));
const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
const run = promisify(execFile);

export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
export const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 };

/// A server and a browser for the tests of one `describe`. What goes wrong in any page of a test fails that test.
/// With `publicUrl` the browser finds the server at that address, as behind a proxy that ends TLS.
export function useHouse(options = {}) {
  const house = new House(options);
  before(() => house.open(), { timeout: 60_000 });
  afterEach(() => house.clear());
  after(() => house.close());
  return house;
}

class House {
  #contexts = [];
  #complaints = [];

  constructor({ database, command = 'serve', publicUrl }) {
    Object.assign(this, { database, command, publicUrl });
  }

  async open() {
    this.dir = await mkdtemp(join(tmpdir(), 'chit-browser-'));
    this.settings = {
      PATH: process.env.PATH,
      CHIT_LISTEN: '127.0.0.1:0',
      CHIT_DATABASE_URL: this.database || `sqlite://${this.dir}/chit.db`,
      CHIT_SECRET_KEY: SECRET_KEY,
      CHIT_SIGNUP: 'open',
      CHIT_LOG: 'warn',
      CHIT_LIMIT_MISSES: '0',
      CHIT_LIMIT_PAYMENTS: '0',
      CHIT_LIMIT_SIGN_INS: '0',
      CHIT_LIMIT_API: '0',
    };
    if (this.publicUrl) Object.assign(this.settings, { CHIT_PUBLIC_URL: this.publicUrl, CHIT_ALLOW_TEST_RAILS: 'demo' });
    await this.#serve();
    const proxy = this.publicUrl && (await this.#behindProxy());
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(proxy ? [`--host-resolver-rules=MAP ${new URL(this.publicUrl).host}:443 127.0.0.1:${proxy}`] : []),
      ],
    });
  }

  // `serve` says where it listens; `demo` prints its links, which say it too.
  async #serve() {
    const stdio = ['ignore', 'pipe', 'pipe'];
    this.server = spawn(BINARY, [this.command], { cwd: this.dir, env: this.settings, stdio });
    this.printed = '';
    this.log = '';
    this.server.stderr.on('data', (chunk) => { this.log += chunk; });
    await new Promise((ready, failed) => {
      this.server.on('error', failed);
      this.server.on('exit', (code) => failed(new Error(`chit ${this.command} ended with ${code}:\n${this.log}`)));
      this.server.stdout.on('data', (chunk) => {
        this.printed += chunk;
        if (/Listening on \S+\n|Ctrl-C\.\n/.test(this.printed)) ready();
      });
    });
    this.local = /http:\/\/127\.0\.0\.1:\d+/.exec(this.printed)[0];
    this.origin = this.publicUrl || this.local;
  }

  // Ends TLS as a reverse proxy does; gives its port.
  async #behindProxy() {
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(this.dir, name));
    const days = ['-x509', '-days', '1', '-subj', `/CN=${new URL(this.publicUrl).host}`];
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    await run('openssl', ['req', ...days, ...ec, '-keyout', key, '-out', cert]);
    this.proxy = https.createServer({ key: await readFile(key), cert: await readFile(cert) }, (request, response) => {
      const { method, url, headers } = request;
      const onward = http.request(this.local + url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    await new Promise((ready) => this.proxy.listen(0, '127.0.0.1', ready));
    return this.proxy.address().port;
  }

  async close() {
    await this.browser?.close();
    this.proxy?.close();
    if (this.server?.exitCode === null) {
      const ended = new Promise((done) => this.server.on('exit', done));
      this.server.kill('SIGTERM');
      const late = setTimeout(() => this.server.kill('SIGKILL'), 20_000);
      const code = await ended;
      clearTimeout(late);
      assert.equal(code, 0, `the server stops cleanly:\n${this.log}`);
    }
    if (this.dir) await rm(this.dir, { recursive: true, force: true });
  }

  /// Closes the profiles of a test and tells what went wrong in them.
  async clear() {
    const complaints = this.#complaints.splice(0);
    for (const context of this.#contexts.splice(0)) await context.close();
    assert.deepEqual(complaints, [], 'pages are quiet and stay within their own origin');
  }

  /// Somebody with a browser profile of their own.
  async person(options = {}) {
    const settings = { baseURL: this.origin, locale: 'en-GB', ignoreHTTPSErrors: Boolean(this.publicUrl) };
    const context = await this.browser.newContext({ ...settings, ...PHONE, ...options });
    this.#contexts.push(context);
    context.setDefaultTimeout(10_000);
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:' && origin !== this.origin) {
        this.#complaints.push(`a request to ${request.url()}`);
      }
    });
    context.on('console', (message) => {
      // A page that is itself a 404 or a 400 is reported as an error of the console; it is none of the page's.
      const about = message.location().url;
      const itself = message.text().startsWith('Failed to load resource') && about === message.page()?.url();
      if (message.type() === 'error' && !itself) this.#complaints.push(`console of ${about}: ${message.text()}`);
    });
    context.on('weberror', (error) => this.#complaints.push(`script: ${error.error()}`));
    const page = await context.newPage();
    return { context, page };
  }

  /// The command line on the same database.
  async chit(...words) {
    const settings = { ...this.settings, CHIT_PUBLIC_URL: this.origin };
    const { stdout } = await run(BINARY, words, { cwd: this.dir, env: settings });
    return stdout;
  }

  /// A payee made by the operator, signed in on a phone, with an API key.
  async seller(handle, name, options = {}) {
    const made = JSON.parse(await this.chit('payee', 'add', handle, '--name', name, '--json'));
    const person = await this.person(options);
    await person.page.goto(made.sign_in_url);
    await person.page.getByRole('button', { name: 'Sign in' }).click();
    await person.page.waitForURL('**/app');
    const api = (path, body) => this.#api(made.api_key, path, body);
    return { ...person, handle, name, api, ...shortcuts(api) };
  }

  async #api(key, path, body) {
    const answer = await fetch(`${this.local}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}

const shortcuts = (api) => ({
  request: (terms) => api('requests', { currency: 'EUR', ...terms }),
  cancel: (request) => api(`requests/${request.code}/cancel`, {}),
  paidByHand: (request, terms = {}) => api(`requests/${request.code}/payments`, terms),
  takesDemo: () => api('methods', { rail: 'demo', settings: {} }),
  takesTransfers: () => api('methods', { rail: 'sepa', settings: { iban: IBAN } }),
});

export const IBAN = 'DE75512108001245126199';

/// What a page says, as a person reads it.
export const words = async (page) => (await page.locator('body').innerText()).replace(/\s+/g, ' ');

/// Waits until the page says all of it: what was pressed just before may still be on its way.
export async function says(page, ...texts) {
  const deadline = Date.now() + 5000;
  for (;;) {
    const said = await words(page).catch(() => '');
    const missing = texts.filter((text) => !said.includes(text));
    if (missing.length === 0) return;
    if (Date.now() > deadline) assert.fail(`“${missing.join('”, “')}” is not said at ${page.url()}: ${said}`);
    await sleep(50);
  }
}

/// Presses “Copy …” and gives what is in the clipboard then.
export async function copied(page, button) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const itself = await button.elementHandle(); // by its name it could not be found again: the name is what changes
  await itself.click();
  await itself.waitForSelector('text=Copied');
  return page.evaluate(() => navigator.clipboard.readText());
}

/// Starts the payment by the demo method and decides on the stand-in's page; ends on the payer's own page.
export async function payByDemo(page, decision) {
  await page.getByRole('button', { name: /with Demo/ }).click();
  await page.waitForURL('**/sandbox/**');
  await page.getByRole('button', { name: decision }).click();
  await page.waitForURL('**/p/*');
}

/// What a QR reader sees in a picture.
export async function scan(picture) {
  const dir = await mkdtemp(join(tmpdir(), 'chit-scan-'));
  try {
    const file = join(dir, 'picture.png');
    await writeFile(file, picture);
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', '--set', '*.enable=0', '--set', 'qr.enable=1', file]);
    return stdout.replace(/\n$/, '');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
