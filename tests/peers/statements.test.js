// Statements of banks, read by a library that nobody here wrote: it finds as many entries, and the same sums.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { useHouse } from '../browser/support.js';
import { Peers } from './python.js';

const FILES = ['mt940/mt940', 'mt940/sepa_mt9401', 'mt940/february_30', 'mt940/malformed_details', 'made/rc', 'made/roll', 'made/wrap', 'made/chars'];

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

  for (const file of FILES) {
    it(`mt-940 finds the same in ${file}`, async () => {
      const path = fileURLToPath(new URL(`../data/statements/${file}.sta`, import.meta.url));
      const theirs = await peers.ask('mt940', { text: decoded(await readFile(path)) });
      const ours = JSON.parse(await house.chit('import', path, '--dry-run', '--json', '--payee', 'importer'));
      assert.equal(ours.format, 'mt940');
      assert.equal(ours.entries, theirs.entries);
      const sums = ours.sums.map(({ currency, credit, debit }) => [currency, minor(credit) + minor(debit)]);
      assert.deepEqual(Object.fromEntries(sums), Object.fromEntries(Object.entries(theirs.sums).map(([code, total]) => [code, minor(total)])));
    });
  }
});
