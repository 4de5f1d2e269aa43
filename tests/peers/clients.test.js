// Clients that others' generators make of the API's description, used against the service.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import createClient from 'openapi-fetch';
import { useHouse } from '../browser/support.js';

const run = promisify(execFile);
const PYTHON = process.env.CHIT_TEST_PYTHON || 'python3';
const MODULES = fileURLToPath(new URL('node_modules', import.meta.url));

// What a shop writes: the compiler holds its members against the description's.
const SHOP = `
import createClient from 'openapi-fetch';
import type { paths } from './chit.js';
const client = createClient<paths>({ baseUrl: '' });
export async function order(): Promise<string | undefined> {
  const made = await client.POST('/requests', { body: { amount: '18.00', currency: 'EUR', memo: 'Cake' } });
  const listed = await client.GET('/requests', { params: { query: { status: 'open' } } });
  const code: string | undefined = listed.data?.data[0]?.code;
  return made.data?.url ?? code;
}
`;

describe('Clients that are generated from the description', () => {
  const house = useHouse({ browser: false });
  let payee;
  before(async () => { payee = await house.payee('peer-clients', 'Anna'); });

  it('TypeScript: compiles in strict mode, refuses what the API doesn’t have, and works', async () => {
    const types = astToString(await openapiTS(new URL(`${house.origin}/openapi.json`)));
    const at = (name) => join(house.dir, name);
    const options = { strict: true, module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], noEmit: true, types: [] };
    const compile = async (source) => {
      await writeFile(at('shop.ts'), source);
      return run(process.execPath, [join(MODULES, 'typescript/bin/tsc'), '-p', at('tsconfig.json')]).then(() => '', (error) => error.stdout);
    };
    await writeFile(at('chit.ts'), types);
    await symlink(MODULES, at('node_modules'));
    await writeFile(at('package.json'), '{"type":"module"}');
    await writeFile(at('tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['shop.ts'] }));
    assert.equal(await compile(SHOP), '');
    assert.match(await compile(SHOP.replace("'18.00'", '18')), /number/);
    assert.match(await compile(SHOP.replace("status: 'open'", "status: 'lost'")), /lost/);

    const client = createClient({ baseUrl: `${house.origin}/api/v1`, headers: { authorization: `Bearer ${payee.key}` } });
    const made = await client.POST('/requests', { body: { amount: '18.00', currency: 'EUR', memo: 'Cake' }, headers: { 'idempotency-key': 'one' } });
    assert.deepEqual([made.response.status, made.data.amount, made.data.status], [201, '18.00', 'open']);
    const read = await client.GET('/requests/{code}', { params: { path: { code: made.data.code } } });
    assert.equal(read.data.url, made.data.url);
    const wrong = await client.POST('/requests', { body: { amount: '18,00' } });
    assert.deepEqual([wrong.response.status, wrong.error.errors[0].field], [400, 'amount']);
  });

  it('Python: is generated without a warning, and works', { timeout: 300_000 }, async () => {
    const into = join(house.dir, 'python');
    // A table is bytes to the generator, which knows no text/csv.
    const config = join(house.dir, 'generator.json');
    await writeFile(config, JSON.stringify({ content_type_overrides: { 'text/csv': 'application/octet-stream' } }));
    const made = await run(PYTHON, ['-m', 'openapi_python_client', 'generate', '--config', config, '--url', `${house.origin}/openapi.json`, '--output-path', into, '--meta', 'none'],
      { env: { ...process.env, PATH: `${fileURLToPath(new URL('.', `file://${PYTHON}`))}:${process.env.PATH}` } })
      .catch((error) => assert.fail(`${error.stdout}\n${error.stderr}`));
    assert.doesNotMatch(`${made.stdout}${made.stderr}`, /WARNING|ERROR|Unable/i);
    const script = `
import sys
sys.path.insert(0, ${JSON.stringify(house.dir)})
from python import AuthenticatedClient
from python.api.requests import create_request, get_request
from python.models import NewRequest
client = AuthenticatedClient(base_url=${JSON.stringify(`${house.origin}/api/v1`)}, token=${JSON.stringify(payee.key)})
made = create_request.sync(client=client, body=NewRequest(amount="18.00", currency="EUR", memo="Cake"))
read = get_request.sync(code=made.code, client=client)
print(made.url == read.url, read.amount, read.status)
`;
    const ran = await run(PYTHON, ['-c', script]).catch((error) => assert.fail(error.stderr));
    assert.equal(ran.stdout, 'True 18.00 open\n');
  });
});
