// xmllint of libxml2: whether a text is XML, and valid by a schema.

import { spawn } from 'node:child_process';

export async function xmllint(text, schema) {
  const lint = spawn('xmllint', ['--noout', '--nonet', ...(schema ? ['--schema', schema] : []), '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  const told = [];
  lint.stderr.on('data', (piece) => told.push(piece));
  lint.stdin.end(text);
  const code = await new Promise((ended, failed) => lint.on('error', failed).on('close', ended));
  if (code !== 0) throw new Error(Buffer.concat(told).toString());
}
