// The Nu HTML checker, the one behind validator.w3.org: one run over many files, since it takes a while to get up.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import vnu from 'vnu-jar';

// What the checker's part for CSS does not know yet. It calls each an error, though browsers have had them since 2023; the page
// states a size for those that don't (`@supports`). All: https://www.w3.org/TR/css-conditional-5/#container-queries
const NOT_KNOWN_YET = [
  // The property that makes an element a container.
  ({ message }) => message === 'CSS: “container-type”: Property “container-type” doesn\'t exist.',
  // Rules for a container of some width.
  ({ message }) => /^CSS: Unrecognized at-rule “@container”/.test(message),
  // A length in `cqi`, a hundredth of the container's width. Inside a page the extract is cut within it.
  ({ message, extract }) => /^CSS: “[\w-]+”: Unknown dimension\.$/.test(message) && /\dcq(i\b|$)/.test(extract),
];

/// Everything that the checker holds against `[name, text]` files, whose names say what they are (html, css, svg): errors and
/// warnings, as lines to read.
export async function invalid(files) {
  const dir = await mkdtemp(join(tmpdir(), 'chit-nu-'));
  try {
    for (const [name, text] of files) await writeFile(join(dir, name), text);
    const { version, messages } = JSON.parse(await checker(dir));
    assert.match(version, /^\d+\.\d+/);
    return messages
      .filter((message) => !NOT_KNOWN_YET.some((known) => known(message)))
      .map(({ url, type, subType, lastLine, message, extract }) => (
        `${url ? basename(url) : ''}:${lastLine} ${subType || type}: ${message} ${(extract || '').replace(/\s+/g, ' ')}`
      ));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/// What the checker prints. It ends with 1 when it finds something, and says on the error stream what.
const checker = (dir) => new Promise((done, failed) => {
  const words = ['-jar', vnu, '--stdout', '--format', 'json', '--also-check-css', '--also-check-svg', dir];
  execFile('java', words, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
    if (error && error.code !== 1) failed(new Error(`the Nu HTML checker: ${error.message} ${stderr}`));
    else done(stdout);
  });
});
