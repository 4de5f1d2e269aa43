// A real LNbits on this machine: its own node moves no money, and everything else is as anywhere. tests/run installs it.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './port.js';

const PYTHON = process.env.CHIT_TEST_LNBITS_PYTHON || 'python3';
const run = promisify(execFile);
/// What a bitcoin costs, in the currencies that have a price here.
const PRICES = { EUR: 80123.45, USD: 93210.99, JPY: 14_100_000, KWD: 28765.432 };
/// Who LNbits may call, in a regular expression of its own: this machine, at any port.
export const THIS_MACHINE = 'http://127\\.0\\.0\\.1:\\d+';

/// Asks until it is so. It has to become so in a while.
export async function until(what, isSo, patience = 60_000) {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await isSo().catch((error) => { if (Date.now() > deadline) throw error; });
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}

export class LnbitsServer {
  async open() {
    this.dir = await mkdtemp(join(tmpdir(), 'chit-lnbits-'));
    // Where LNbits asks for prices. It asks nobody else.
    this.prices = http.createServer((request, response) => {
      const median = PRICES[request.url.split('/').pop()];
      response.writeHead(median ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(median ? { rates: { median } } : {}));
    });
    await new Promise((ready) => this.prices.listen(0, '127.0.0.1', ready));
    // It looks for its pages where it was installed.
    const finder = 'import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec("lnbits").origin).parents[1])';
    const home = (await run(PYTHON, ['-c', finder])).stdout.trim();
    const env = {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      LNBITS_DATA_FOLDER: this.dir,
      LNBITS_EXTENSIONS_PATH: this.dir,
      LNBITS_EXTENSIONS_DEACTIVATE_ALL: 'true',
      LNBITS_EXTENSIONS_MANIFESTS: '[]',
      LNBITS_BACKEND_WALLET_CLASS: 'FakeWallet',
      LNBITS_ADMIN_UI: 'true',
      LNBITS_RATE_LIMIT_NO: '10000',
      LNBITS_PRICE_AGGREGATOR_URL: `http://127.0.0.1:${this.prices.address().port}`,
      LNBITS_EXCHANGE_RATE_PROVIDERS: '[]',
    };
    // It wants to be told its port, and somebody may have taken a free one meanwhile: then it takes another.
    do await this.#start(home, env, await freePort());
    while (this.ended && this.log.includes('address already in use'));
    if (this.ended) throw this.ended;
    const password = 'a-password-of-the-tests';
    const admin = { username: 'admin', password, password_repeat: password };
    this.token = (await this.call('PUT', '/api/v1/auth/first_install', admin)).access_token;
    await this.set({ lnbits_callback_url_rules: [THIS_MACHINE], lnbits_callback_allow_private_ips: true });
  }

  async #start(home, env, port) {
    this.base = `http://127.0.0.1:${port}`;
    this.log = '';
    this.ended = undefined;
    // As `lnbits` does it, without the second process that it puts in between to start itself again.
    const server = ['-m', 'uvicorn', 'lnbits.__main__:app', '--host', '127.0.0.1', '--port', String(port)];
    const stdio = ['ignore', 'pipe', 'pipe'];
    this.process = spawn(PYTHON, server, { cwd: home, env: { ...env, PORT: String(port) }, stdio });
    for (const out of [this.process.stdout, this.process.stderr]) out.on('data', (chunk) => { this.log += chunk; });
    this.process.on('error', (error) => { this.ended = error; });
    this.process.on('exit', (code) => { this.ended = new Error(`LNbits ended with ${code}:\n${this.log}`); });
    await until('LNbits', async () => {
      if (this.ended) return true;
      return (await fetch(`${this.base}/api/v1/health`, { redirect: 'manual' })).status < 500;
    }, 100_000);
  }

  async close() {
    if (this.process && !this.ended) {
      const ended = new Promise((done) => this.process.on('exit', done));
      this.process.kill('SIGTERM');
      const late = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    }
    this.prices?.close();
    this.prices?.closeAllConnections();
    if (this.dir) await rm(this.dir, { recursive: true, force: true });
  }

  /// Changes what only who runs LNbits may change.
  set(settings) {
    return this.call('PATCH', '/admin/api/v1/settings', settings);
  }

  /// A wallet, and what is in it from the beginning.
  async wallet(name, sats = 0) {
    const wallet = await this.call('POST', '/api/v1/wallet', { name });
    if (sats) await this.call('PUT', '/users/api/v1/balance', { id: wallet.id, amount: sats });
    return wallet;
  }

  /// An invoice that is bound to a text by its hash, as wallets with Lightning addresses have them.
  async described(wallet, sats, text) {
    const body = { out: false, amount: sats, unit: 'sat', unhashed_description: Buffer.from(text).toString('hex'), expiry: 3600 };
    return (await this.call('POST', '/api/v1/payments', body, wallet.inkey)).bolt11;
  }

  /// Pays an invoice out of a wallet.
  pay(wallet, bolt11) {
    return this.call('POST', '/api/v1/payments', { out: true, bolt11 }, wallet.adminkey);
  }

  /// What a wallet knows of an invoice.
  async payment(wallet, hash) {
    return (await this.call('GET', `/api/v1/payments/${hash}`, undefined, wallet.inkey)).details;
  }

  /// What LNbits itself reads in an invoice.
  decoded(bolt11) {
    return this.call('POST', '/api/v1/payments/decode', { data: bolt11 });
  }

  /// How many satoshis LNbits takes for an amount, whose digits are sent as they are.
  async sats(amount, currency) {
    return (await this.call('POST', '/api/v1/conversion', `{"from_": "${currency}", "amount": ${amount}, "to": "sat"}`)).sats;
  }

  /// Gives an invoice up before its time, as LNbits does when its clock jumps.
  async giveUp(hash) {
    const script = 'import sqlite3, sys\nwith sqlite3.connect(sys.argv[1], timeout=20) as db:\n'
      + '    rows = db.execute("update apipayments set expiry = 1600000000 where payment_hash = ?", sys.argv[2:]).rowcount\nsys.exit(rows != 1)';
    await run(PYTHON, ['-c', script, join(this.dir, 'database.sqlite3'), hash]);
  }

  async call(method, path, body, key) {
    const headers = { 'content-type': 'application/json' };
    if (key) headers['x-api-key'] = key;
    else if (this.token) headers.authorization = `Bearer ${this.token}`;
    const text = typeof body === 'string' ? body : body && JSON.stringify(body);
    const answer = await fetch(this.base + path, { method, headers, body: text });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
