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
export const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
// The same engine without a window, its services and its graphics card in software: a page costs about half the processor's time.
const SHELL = process.env.CHROMIUM_SHELL || CHROMIUM;
// tests/run makes a Python of the tests' own, which has a second QR reader.
const PYTHON = process.env.CHIT_TEST_PYTHON || 'python3';
const run = promisify(execFile);

export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
export const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 };

/// A server and a browser for the tests of one `describe`. What goes wrong in any page of a test fails that test.
/// With a `path` the server's own address has one: `/pay`.
/// With `publicUrl` the browser finds the server at that address, as behind a proxy that ends TLS. `settings` are more of the
/// server's, `flags` more of the browser's; without a browser it is a server only. `whole`: with the services of a browser for people
/// (push, notices, installed apps), which the one for tests lacks.
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
  #expected = [];

  constructor({ database, command = 'serve', publicUrl, path = '', settings = {}, browser = true, whole = false, flags = [] }) {
    Object.assign(this, { database, command, publicUrl, path, more: settings, browses: browser, executable: whole ? CHROMIUM : SHELL, flags });
  }

  async open() {
    this.dir = await mkdtemp(join(tmpdir(), 'chit-browser-'));
    this.settings = {
      PATH: process.env.PATH,
      CHIT_LISTEN: '127.0.0.1:0',
      CHIT_DATABASE_URL: this.database || `sqlite://${this.dir}/chit.db`,
      CHIT_SECRET_KEY: SECRET_KEY,
      CHIT_SIGNUP: 'open',
      CHIT_VAPID_SUBJECT: 'mailto:ops@pay.example',
      CHIT_LOG: 'warn',
      CHIT_LIMIT_MISSES: '0',
      CHIT_LIMIT_PAYMENTS: '0',
      CHIT_LIMIT_ATTEMPTS: '0',
      CHIT_LIMIT_SIGN_INS: '0',
      CHIT_LIMIT_API: '0',
      CHIT_LIMIT_HOOKS: '0',
    };
    if (this.publicUrl) Object.assign(this.settings, { CHIT_PUBLIC_URL: this.publicUrl, CHIT_ALLOW_TEST_RAILS: 'demo' });
    if (this.path) {
      this.settings.CHIT_LISTEN = `127.0.0.1:${await freePort()}`;
      this.settings.CHIT_PUBLIC_URL = `http://${this.settings.CHIT_LISTEN}${this.path}/`;
    }
    Object.assign(this.settings, this.more);
    await this.#serve();
    if (!this.browses) return;
    const proxy = this.publicUrl && (await this.#behindProxy());
    this.browser = await chromium.launch({
      executablePath: this.executable,
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...this.flags,
        // A service worker is fetched by the browser itself, which knows nothing of a context that ignores errors.
        ...(proxy ? ['--ignore-certificate-errors', `--host-resolver-rules=MAP ${new URL(this.publicUrl).host}:443 127.0.0.1:${proxy}`] : []),
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

  async #stop() {
    const ended = new Promise((done) => this.server.on('exit', done));
    this.server.kill('SIGTERM');
    const late = setTimeout(() => this.server.kill('SIGKILL'), 20_000);
    const code = await ended;
    clearTimeout(late);
    assert.equal(code, 0, `the server stops cleanly:\n${this.log}`);
  }

  /// Stops the server and starts it again at the address it had.
  async restart() {
    await this.#stop();
    this.settings.CHIT_LISTEN = new URL(this.local).host;
    await this.#serve();
  }

  async close() {
    await this.browser?.close();
    this.proxy?.close();
    if (this.server?.exitCode === null) await this.#stop();
    if (this.dir) await rm(this.dir, { recursive: true, force: true });
  }

  /// What a browser may say in this test, because the test brings it about.
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /// Closes the profiles of a test and tells what went wrong in them.
  async clear() {
    const expected = this.#expected.splice(0);
    const complaints = this.#complaints.splice(0).filter((text) => !expected.some((pattern) => pattern.test(text)));
    for (const context of this.#contexts.splice(0)) await context.close();
    assert.deepEqual(complaints, [], 'pages are quiet and stay within their own origin');
  }

  /// Somebody with a browser profile of their own.
  async person(options = {}) {
    const settings = { baseURL: this.origin, locale: 'en-GB', ignoreHTTPSErrors: Boolean(this.publicUrl) };
    const context = await this.browser.newContext({ ...settings, ...PHONE, ...options });
    this.#contexts.push(context);
    context.setDefaultTimeout(30_000);
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:' && origin !== this.origin) {
        this.#complaints.push(`a request to ${request.url()}`);
      }
    });
    context.on('console', (message) => {
      // A hint of the browser's, such as that autofocus gave way to a focus that came first, depends on what came first.
      if (message.type() === 'info' && message.text().startsWith('Autofocus processing was blocked')) return;
      // A page that is itself a 404 or a 400 is reported as an error of the console; it is none of the page's.
      const about = message.location().url;
      const itself = message.text().startsWith('Failed to load resource') && about === message.page()?.url();
      // A header that the browser doesn't understand is a warning without an address.
      if (!itself) this.#complaints.push(`console (${message.type()}) of ${about || message.page()?.url()}: ${message.text()}`);
    });
    context.on('weberror', (error) => this.#complaints.push(`script: ${error.error()}`));
    const page = await context.newPage();
    return { context, page };
  }

  /// The command line on the same database.
  async chit(...words) {
    const settings = { ...this.settings, CHIT_PUBLIC_URL: this.origin + this.path };
    const { stdout } = await run(BINARY, words, { cwd: this.dir, env: settings });
    return stdout;
  }

  /// A payee made by the operator, with an API key and a link to sign in.
  async payee(handle, name) {
    const made = JSON.parse(await this.chit('payee', 'add', handle, '--name', name, '--json'));
    const api = (path, body, method) => this.#api(made.api_key, path, body, method);
    return { handle, name, key: made.api_key, signInUrl: made.sign_in_url, api, ...shortcuts(api) };
  }

  /// A payee, signed in on a phone.
  async seller(handle, name, options = {}) {
    const payee = await this.payee(handle, name);
    const person = await this.person(options);
    await person.page.goto(payee.signInUrl);
    await person.page.getByRole('button', { name: 'Sign in' }).click();
    await person.page.waitForURL('**/app');
    return { ...person, ...payee };
  }

  /// Writes into the database what only a bank brings about: how the one payment of a request stands.
  async fate(request, payment) {
    await this.#write('payments', payment, 'request_code', request);
  }

  /// Lets nobody know what came of a payment's refund.
  async strand({ id }) {
    await this.#write('refunds', { state: 'asked', ended_at: null }, 'payment_id', { code: id });
  }

  /// Lets a push service have refused a device's alerts.
  async refuse(label) {
    await this.#write('alert_devices', { refusals: 5, stopped_at: '2026-11-20T09:00:00+00:00' }, 'label', { code: label });
  }

  /// Lets a request's time be over.
  async outlive(request) {
    await this.#write('requests', { expires_at: '2020-01-01T00:00:00+00:00' }, 'code', request);
  }

  async #write(table, values, key, { code }) {
    const script = `import json, sqlite3, sys
file, table, values, key, code = sys.argv[1:]
values = json.loads(values)
columns = ", ".join(f"{column} = :{column}" for column in values)
with sqlite3.connect(file, timeout=20) as db:
    rows = db.execute(f"update {table} set {columns} where {key} = :the_code", {**values, "the_code": code}).rowcount
sys.exit(rows != 1)`;
    await run(PYTHON, ['-c', script, join(this.dir, 'chit.db'), table, JSON.stringify(values), key, code]);
  }

  async #api(key, path, body, method = body ? 'POST' : 'GET') {
    const answer = await fetch(`${this.local}${this.path}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}

async function freePort() {
  const asked = http.createServer();
  await new Promise((ready) => asked.listen(0, '127.0.0.1', ready));
  const { port } = asked.address();
  await new Promise((done) => asked.close(done));
  return port;
}

const shortcuts = (api) => ({
  request: (terms) => api('requests', { currency: 'EUR', ...terms }),
  cancel: (request) => api(`requests/${request.code}/cancel`, {}),
  paidByHand: (request, terms = {}) => api(`requests/${request.code}/payments`, terms),
  takesDemo: () => api('methods', { rail: 'demo', settings: {} }),
  takesTransfers: () => api('methods', { rail: 'sepa', settings: { iban: IBAN, beneficiary: 'Anna' } }),
});

export const IBAN = 'DE75512108001245126199';

/// What a page says, as a person reads it.
export const words = async (page) => (await page.locator('body').innerText()).replace(/\s+/g, ' ');

/// Waits until the page says all of it: what was pressed just before may still be on its way.
export async function says(page, ...texts) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const said = await words(page).catch(() => '');
    const missing = texts.filter((text) => !said.includes(text));
    if (missing.length === 0) return;
    if (Date.now() > deadline) assert.fail(`“${missing.join('”, “')}” is not said at ${page.url()}: ${said}`);
    await sleep(50);
  }
}

/// Lets a payer say that it has sent the money of a request, to a seller who takes transfers.
export async function claim(house, request) {
  const { page, context } = await house.person();
  await page.goto(request.url);
  await page.getByRole('button', { name: /bank transfer/i }).click();
  await page.waitForURL('**/p/*');
  await page.getByRole('button', { name: 'I have sent the money' }).click();
  await says(page, 'Waiting for confirmation');
  await context.close();
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

// Prints the format of a picture and its sides, and the text of every QR code in it.
const READER = `import sys, zxingcpp
from PIL import Image
picture = Image.open(sys.argv[1])
picture.load()
print(picture.format, *picture.size)
codes = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
sys.stdout.write("\\n".join(code.text for code in codes))`;

/// What QR readers see in a picture: two that have nothing in common, ZBar and ZXing, have to agree.
export async function scan(picture) {
  return asFile(picture, async (file) => {
    const [zbar, zxing] = await Promise.all([
      run('zbarimg', ['--quiet', '--raw', '--set', '*.enable=0', '--set', 'qr.enable=1', file]),
      run(PYTHON, ['-c', READER, file]),
    ]);
    const seen = zbar.stdout.replace(/\n$/, '');
    assert.equal(zxing.stdout.split('\n').slice(1).join('\n'), seen, 'ZXing reads what ZBar reads');
    return seen;
  });
}

/// What ZXing alone sees: ZBar reads no code with a cross in it, and takes UTF-8 for Chinese.
export async function scanByZxing(picture) {
  return asFile(picture, async (file) => (await run(PYTHON, ['-c', READER, file])).stdout.split('\n').slice(1).join('\n'));
}

/// What a picture is, once it has been decoded whole: `PNG 1200 630`.
export async function pictured(picture) {
  return asFile(picture, async (file) => (await run(PYTHON, ['-c', READER, file])).stdout.split('\n')[0]);
}

async function asFile(picture, use) {
  const dir = await mkdtemp(join(tmpdir(), 'chit-scan-'));
  try {
    const file = join(dir, 'picture.png');
    await writeFile(file, picture);
    return await use(file);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
