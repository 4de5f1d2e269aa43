// The description of the API, held against OpenAPI's own rules, and the service against its description.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useHouse } from '../browser/support.js';

const run = promisify(execFile);
const PYTHON = process.env.CHIT_TEST_PYTHON || 'python3';
const HERE = fileURLToPath(new URL('.', import.meta.url));
// Cases that are drawn for each call and phase. CHIT_API_CASES=100 sends more than 10 000 in all, and every boundary of every value besides.
const LONG = process.env.CHIT_API_CASES;
const EXTENT = LONG ? ['--max-examples', LONG] : ['--max-examples', '2', '--phases', 'examples,fuzzing,stateful'];

describe('The description of the API', () => {
  const house = useHouse({ browser: false, settings: { CHIT_LIMIT_API: '0' } });

  it('keeps the rules of OpenAPI 3.1', async () => {
    const check = 'import json, sys, urllib.request; from openapi_spec_validator import validate; validate(json.load(urllib.request.urlopen(sys.argv[1])))';
    await run(PYTHON, ['-c', check, `${house.origin}/openapi.json`]);
  });

  it('is kept by the service, whatever schemathesis sends', { timeout: 7_200_000 }, async () => {
    const payee = await house.payee('peer-openapi', 'Anna');
    const args = ['-m', 'schemathesis.cli', '--config-file', `${HERE}schemathesis.toml`, 'run', `${house.origin}/openapi.json`];
    const settings = { ...process.env, CHIT_KEY: payee.key, SCHEMATHESIS_HOOKS: 'schemathesis_hooks', PYTHONPATH: HERE, PYTHONDONTWRITEBYTECODE: '1' };
    const ran = await run(PYTHON, [...args, ...EXTENT], { cwd: house.dir, env: settings, maxBuffer: 1e8 })
      .catch((error) => assert.fail(`${error.stdout}\n${error.stderr}`));
    const [, cases] = ran.stdout.match(/([\d,]+) generated/);
    assert.ok(Number(cases.replaceAll(',', '')) > 200, ran.stdout);
    assert.match(ran.stdout, /Tested: 48/);
  });
});
