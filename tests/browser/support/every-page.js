// Pages in every state: what machines know of accessible, valid and legible pages holds for all of them. That no page asks another
// host for anything, and that none complains in the console, is the house's rule for every test. Buyers' pages and the sellers' app are
// files of their own, so that they are looked at side by side.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { faint, held } from './axe.js';
import { cutOff } from './fit.js';
import { invalid } from './nu.js';
import { LANGUAGES, everyPage } from './pages.js';
import { words } from '../support.js';

const STATIC = new URL('../../../static/', import.meta.url);
const NARROW = { width: 360, height: 740 };

/// Describes the pages of these groups: `buyer`, `seller`, `newcomer`.
export const describePages = (title, groups) => describe(title, () => {
  const { pages } = everyPage(groups);
  const documents = [];
  const seen = new Map();

  for (const { name, group, language, open } of pages) {
    const others = group === 'buyer' && LANGUAGES.length > 1 ? `, ${language}` : '';
    it(`is usable by everybody: ${group}, ${name}${others}`, async () => {
      const { page, html } = await open();
      documents.push([`${group}-${name}-${language}.html`.replace(/[^a-z.]+/g, '-'), html]);
      assert.equal(await page.locator('main').count(), 1, 'a page of ours');
      // Codes and keys differ from time to time; apart from them, a page that says what another says is not the one that is meant.
      const said = `${group} ${language} ${(await words(page)).replace(/[\w-]*\d[\w-]*/g, '')}`;
      assert.equal(seen.get(said), undefined, 'every page is one of its own');
      seen.set(said, name);
      if (group === 'buyer') assert.deepEqual(await page.context().cookies(), [], 'a buyer gets no cookie');

      // Colours don't differ by language: in the others than the first, one theme is looked at.
      const themes = language === LANGUAGES[0] ? ['light', 'dark'] : ['light'];
      const problems = [];
      for (const theme of themes) problems.push(...await held(page, theme), ...await faint(page, theme));

      await page.setViewportSize(NARROW);
      for (const size of group === 'buyer' ? ['', '200%'] : ['']) {
        await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
        problems.push(...(await cutOff(page)).map((what) => `text of ${size || '100%'}: ${what}`));
      }
      assert.deepEqual(problems, []);
    });
  }

  it('is valid HTML, with a valid style sheet and icon', async () => {
    assert.equal(documents.length, pages.length, 'every page was reached');
    assert.equal(new Set(documents.map(([name]) => name)).size, documents.length, 'every page has a name of its own');
    const parts = (await readdir(new URL('app/', STATIC))).filter((name) => name.endsWith('.css')).map((name) => `app/${name}`);
    const read = async (name) => [name.replace('/', '-'), await readFile(new URL(name, STATIC), 'utf8')];
    const files = ['chit.css', 'more.css', 'bill.css', 'icon.svg', ...parts].map(read);
    assert.deepEqual(await invalid([...documents, ...await Promise.all(files)]), []);
  });
});
