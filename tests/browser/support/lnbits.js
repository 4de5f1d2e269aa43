// A Lightning wallet's server, as far as the payer's page needs one: it makes invoices, which nobody can pay and nobody pays. Each is
// the one that a real LNbits made (tests/data/lnbits), of another moment and another payment.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import http from 'node:http';

const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const recorded = JSON.parse(await readFile(new URL('../../data/lnbits/answers.json', import.meta.url)));
export const INVOICE_KEY = '1ad6ddac47b040ee93509b1bd9deffe6';

/// Starts one; it ends with the tests. Answers where it is.
export async function startLnbits() {
  const server = http.createServer((request, response) => {
    const answer = request.method === 'POST' ? [201, made()] : request.url.endsWith('/wallet') ? [200, recorded.wallet_by_invoice_key] : recorded.unknown_payment;
    request.resume().on('end', () => response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1])));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}

function made() {
  const hash = randomBytes(32);
  const bolt11 = invoice(recorded.created.bolt11, Math.floor(Date.now() / 1000), hash);
  return { ...recorded.created, payment_hash: hash.toString('hex'), bolt11, payment_request: bolt11 };
}

// The same invoice of another moment and another payment. Its signature stays one: of some key or other, which nobody has.
function invoice(text, seconds, hash) {
  const end = text.lastIndexOf('1');
  const values = [...text.slice(end + 1, -6)].map((letter) => LETTERS.indexOf(letter));
  values.splice(0, 7, ...Array.from({ length: 7 }, (_, at) => Math.floor(seconds / 32 ** (6 - at)) % 32));
  // Fields: a letter, a length of two, and so many fives of bits.
  for (let at = 7; at < values.length - 104;) {
    const length = values[at + 1] * 32 + values[at + 2];
    if (LETTERS[values[at]] === 'p') values.splice(at + 3, length, ...inFives(hash));
    at += 3 + length;
  }
  return text.slice(0, end + 1) + [...values, ...checksum(text.slice(0, end), values)].map((value) => LETTERS[value]).join('');
}

function inFives(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.match(/.{1,5}/g).map((five) => parseInt(five.padEnd(5, '0'), 2));
}

// Bech32, by BIP-173.
function checksum(prefix, values) {
  const letters = [...prefix].map((letter) => letter.charCodeAt(0));
  const whole = [...letters.map((code) => code >> 5), 0, ...letters.map((code) => code & 31), ...values, 0, 0, 0, 0, 0, 0];
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  const sum = whole.reduce((sum, value) => {
    const top = sum >>> 25;
    return generators.reduce((mixed, generator, bit) => ((top >> bit) & 1 ? mixed ^ generator : mixed), ((sum & 0x1ffffff) << 5) ^ value);
  }, 1) ^ 1;
  return Array.from({ length: 6 }, (_, at) => (sum >>> (5 * (5 - at))) & 31);
}
