// Prism, which holds calls and answers against a description of OpenAPI.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './port.js';

const PRISM = fileURLToPath(new URL('node_modules/.bin/prism', import.meta.url));

export class Prism {
  // Serves a description: `mock` makes answers up, `proxy` passes calls on to `upstream`.
  async open(mode, description, ...upstream) {
    this.dir = await mkdtemp(join(tmpdir(), 'chit-prism-'));
    const file = join(this.dir, 'described.json');
    await writeFile(file, JSON.stringify(description));
    const port = await freePort();
    this.base = `http://127.0.0.1:${port}`;
    this.prism = spawn(process.execPath, [PRISM, mode, '-h', '127.0.0.1', '-p', port, file, ...upstream]);
    this.ended = new Promise((done) => this.prism.on('exit', done));
    let said = '';
    await new Promise((ready, failed) => {
      for (const stream of [this.prism.stdout, this.prism.stderr]) {
        stream.on('data', (chunk) => { if ((said += chunk).includes('Prism is listening')) ready(); });
      }
      this.ended.then((code) => failed(new Error(`prism ended with ${code}:\n${said}`)));
    });
  }

  async close() {
    this.prism?.kill();
    await this.ended;
    if (this.dir) await rm(this.dir, { recursive: true });
  }
}
