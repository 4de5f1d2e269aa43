// Backups, by programs that nobody here wrote: age encrypts them, and Litestream keeps a copy of what the service writes.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, readdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { useHouse } from '../browser/support.js';

const run = promisify(execFile);
const { CHIT_BIN, CHIT_TEST_PYTHON } = process.env;
const litestream = join(dirname(CHIT_TEST_PYTHON), 'litestream');

/// Runs a command of Chit on the database in another directory; gives what it prints. It may fail.
async function elsewhere(house, dir, ...words) {
  await mkdir(dir, { recursive: true });
  const env = { ...house.settings, CHIT_DATABASE_URL: `sqlite://${dir}/chit.db` };
  return (await run(CHIT_BIN, words, { cwd: dir, env })).stdout;
}

describe('a backup', () => {
  const house = useHouse({ browser: false });
  let seller, identity, recipient;
  before(async () => {
    seller = await house.payee('anna', 'Anna’s Bakery');
    await seller.paidByHand(await seller.request({ amount: '25.00', memo: 'Bread' }));
    identity = join(house.dir, 'identity.txt');
    await run('age-keygen', ['-o', identity]);
    recipient = (await run('age-keygen', ['-y', identity])).stdout.trim();
  });

  it('is read only by whom it is encrypted to', async () => {
    const file = join(house.dir, 'kept.age');
    await house.chit('backup', file, '--to', recipient);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const bytes = await readFile(file);
    assert.ok(bytes.subarray(0, 21).equals(Buffer.from('age-encryption.org/v1')));
    assert.ok(!bytes.includes('SQLite format 3') && !bytes.includes('Bread'));
    const stranger = join(house.dir, 'stranger.txt');
    await run('age-keygen', ['-o', stranger]);
    const away = join(house.dir, 'away');
    const refused = elsewhere(house, away, 'restore', file, '--identity', stranger);
    await assert.rejects(refused, { code: 1, stderr: /no identity matched any of the recipients[^]*age failed; nothing was written/ });
    assert.deepEqual(await readdir(away), []);
    const said = await elsewhere(house, away, 'restore', file, '--identity', identity);
    assert.match(said, /The secret key opens it/);
    assert.equal(await elsewhere(house, away, 'audit', '--json'), await house.chit('audit', '--json'));
    assert.equal(await elsewhere(house, away, 'export'), await house.chit('export'));
  });

  it('is what age itself opens, and what was encrypted by age is restored', async () => {
    const [plain, again] = ['plain.db', 'again.age'].map((name) => join(house.dir, name));
    await house.chit('backup', join(house.dir, 'another.age'), '--to', recipient);
    await run('age', ['--decrypt', '--identity', identity, '--output', plain, join(house.dir, 'another.age')]);
    assert.ok((await readFile(plain)).subarray(0, 15).equals(Buffer.from('SQLite format 3')));
    await run('age', ['--encrypt', '--armor', '--recipient', recipient, '--output', again, plain]);
    await elsewhere(house, join(house.dir, 'armoured'), 'restore', again, '--identity', identity);
  });
});

describe('Litestream', () => {
  const house = useHouse({ browser: false });
  let replicating;
  after(() => replicating?.kill());

  it('restores what it copied while the service served, and the service goes on with that', async () => {
    const [live, copy] = [join(house.dir, 'chit.db'), join(house.dir, 'copy')];
    const seller = await house.payee('anna', 'Anna’s Bakery');
    replicating = spawn(litestream, ['replicate', live, `file://${copy}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => { replicating.on('exit', resolve); });
    // Until its first snapshot it has nothing to restore from, and may end without one.
    const begun = new Promise((resolve) => {
      for (const output of [replicating.stdout, replicating.stderr]) {
        output.on('data', (said) => { if (String(said).includes('snapshot complete')) resolve(); });
      }
    });
    assert.equal(await Promise.race([begun, ended]), undefined, 'it copies');
    const codes = [];
    for (let number = 0; number < 40; number += 1) {
      const made = await seller.request({ amount: '25.00', reference: `L-${number}` });
      if (number % 2 === 0) await seller.paidByHand(made);
      codes.push(made.code);
    }
    // At its end it copies what is left.
    replicating.kill('SIGINT');
    assert.equal(await ended, 0);
    const ledgers = await house.chit('audit', '--json');
    const lines = await house.chit('export');
    const away = join(house.dir, 'away');
    await mkdir(away);
    await run(litestream, ['restore', '-o', join(away, 'chit.db'), `file://${copy}`]);
    assert.equal(await elsewhere(house, away, 'audit', '--json'), ledgers);
    assert.equal(await elsewhere(house, away, 'export'), lines);
    // It is a database like any other: a backup is made of it.
    await elsewhere(house, away, 'backup', 'kept.db');
    await unlink(join(away, 'kept.db'));
    const { data } = await seller.api('requests?limit=100');
    assert.deepEqual(data.map((request) => request.code).sort(), codes.sort());
  });
});
