// What operators put in place, by the word of the programs that read it: systemd's unit exposes little of the machine, Prometheus' alerts fire
// when they should, and the image's and the containers' descriptions say what they mean.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/// The most exposure that is let pass, in tenths of a point of ten.
const EXPOSED = 15;

describe('packaging/chit.service', () => {
  let dir, unit;
  before(async () => {
    const text = await readFile(fileURLToPath(new URL('../../packaging/chit.service', import.meta.url)), 'utf8');
    assert.ok(text.includes('ExecStart=/usr/bin/chit serve'));
    dir = await mkdtemp(join(tmpdir(), 'chit-unit-'));
    unit = join(dir, 'chit.service');
    await writeFile(unit, text.replace('=/usr/bin/chit', `=${process.env.CHIT_BIN}`));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('has nothing that systemd does not know', async () => {
    const { stdout, stderr } = await run('systemd-analyze', ['verify', unit]);
    assert.equal(stdout + stderr, '');
  });

  it('keeps the machine to itself', async () => {
    await run('systemd-analyze', ['security', '--offline=true', `--threshold=${EXPOSED}`, unit]);
  });
});

describe('packaging/prometheus', () => {
  const cwd = fileURLToPath(new URL('../../packaging/prometheus/', import.meta.url));

  it('has rules without a fault', async () => {
    await run('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', 'chit.rules.yml'], { cwd });
  });

  it('has alerts that fire when they should, and not otherwise', async () => {
    await run('promtool', ['test', 'rules', 'chit.rules.test.yml'], { cwd });
  });
});

describe('packaging/docker', () => {
  const cwd = fileURLToPath(new URL('../../packaging/docker/', import.meta.url));
  const { CHIT_TEST_PYTHON } = process.env;

  it('has a Dockerfile without a fault', async () => {
    await run(join(dirname(CHIT_TEST_PYTHON), 'hadolint'), ['Dockerfile'], { cwd });
  });

  it('gives the service settings that exist, and no right', async () => {
    const script = 'import json, sys, yaml; json.dump(yaml.safe_load(open("compose.yaml")), sys.stdout)';
    const { services } = JSON.parse((await run(CHIT_TEST_PYTHON, ['-c', script], { cwd })).stdout);
    const docs = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
    for (const name of Object.keys(services.chit.environment)) assert.ok(docs.includes(`| \`${name}\` |`), name);
    const { read_only: readOnly, cap_drop: dropped } = services.chit;
    assert.deepEqual([readOnly, dropped], [true, ['ALL']]);
    assert.ok(!services.chit.ports && !services.postgres.ports, 'only the proxy is reached from outside');
  });
});
