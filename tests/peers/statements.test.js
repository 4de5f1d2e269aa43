// Statements of banks, read by libraries that nobody here wrote: they find as many entries, and the same sums.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { useHouse } from '../browser/support.js';
import { Peers } from './python.js';
import { xmllint } from './xmllint.js';

const MT940 = ['mt940/mt940', 'mt940/sepa_mt9401', 'mt940/february_30', 'mt940/malformed_details', 'made/rc', 'made/roll', 'made/wrap', 'made/chars'];
const CAMT = ['camt/camt053.v2.five.decimals', 'camt/camt053.v2.minimal', 'camt/camt053.v2.multi.statement', 'camt/camt053.v4', 'camt/camt054.v8',
  'made/camt052.08.made', 'made/camt053.02.made', 'made/camt053.08.made', 'made/camt053.13.made'];
// The details of this one don't come to their entry, which counts as one.
const OFF = 'camt/camt054.v8';

describe('statements', () => {
  const house = useHouse({ browser: false });
  let peers;
  before(async () => {
    peers = new Peers();
    await house.payee('importer', 'Anna');
  });
  after(() => peers.close());

  function decoded(bytes) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('windows-1252').decode(bytes);
    }
  }

  const minor = (text) => BigInt(text.replace('.', ''));

  const sample = (name) => fileURLToPath(new URL(`../data/statements/${name}`, import.meta.url));

  async function imported(path) {
    return JSON.parse(await house.chit('import', path, '--dry-run', '--json', '--payee', 'importer'));
  }

  function sameSums(ours, theirs) {
    const sums = ours.sums.map(({ currency, credit, debit }) => [currency, minor(credit) + minor(debit)]);
    assert.deepEqual(Object.fromEntries(sums), Object.fromEntries(Object.entries(theirs.sums).map(([code, total]) => [code, minor(total)])));
  }

  for (const file of MT940) {
    it(`mt-940 finds the same in ${file}`, async () => {
      const path = sample(`${file}.sta`);
      const theirs = await peers.ask('mt940', { text: decoded(await readFile(path)) });
      const ours = await imported(path);
      assert.equal(ours.format, 'mt940');
      assert.equal(ours.entries, theirs.entries);
      sameSums(ours, theirs);
    });
  }

  for (const file of CAMT) {
    it(`camt053 finds the same in ${file}`, async () => {
      const path = sample(`${file}.xml`);
      const theirs = await peers.ask('camt', { text: await readFile(path, 'utf8') });
      const ours = await imported(path);
      assert.equal(ours.format, theirs.message.replace(/^camt\.(\d{3})\..*/, 'camt$1'));
      assert.equal(ours.entries, file === OFF ? theirs.booked : theirs.payments);
      assert.equal(ours.pending, theirs.pending);
      sameSums(ours, theirs);
    });
  }

  for (const [message, version] of [['052', '08'], ['053', '02'], ['053', '08'], ['053', '13']]) {
    it(`xmllint finds the made statement of camt.${message}.001.${version} valid by its schema`, async () => {
      const schema = await peers.ask('camt_schema', { message: `camt.${message}.001.${version}` });
      const made = await readFile(sample(`made/camt${message}.${version}.made.xml`), 'utf8');
      await xmllint(made, schema);
      await assert.rejects(xmllint(made.replace('<RvslInd>true</RvslInd>', '<RvslInd>perhaps</RvslInd>'), schema), /RvslInd/);
    });
  }
});
