// What operators put in place, by the word of the programs that read it: systemd's unit exposes little of the machine, Prometheus' alerts fire
// when they should, and the image's and the containers' descriptions say what they mean.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/// The most exposure that is let pass, in tenths of a point of ten.
const EXPOSED = 15;

const packaging = (file) => readFile(fileURLToPath(new URL(`../../packaging/${file}`, import.meta.url)), 'utf8');
const { CHIT_BIN } = process.env;

describe('packaging/*.service', () => {
  const UNITS = ['chit.service', 'chit-backup.service', 'chit-backup.timer'];
  let dir;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'chit-unit-'));
    for (const unit of UNITS) {
      await writeFile(join(dir, unit), (await packaging(unit)).replace('=/usr/bin/chit', `=${CHIT_BIN}`));
    }
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('has nothing that systemd does not know', async () => {
    const { stdout, stderr } = await run('systemd-analyze', ['verify', ...UNITS.map((unit) => join(dir, unit))]);
    assert.equal(stdout + stderr, '');
  });

  it('keeps the machine to itself', async () => {
    for (const unit of UNITS.slice(0, 2)) {
      await run('systemd-analyze', ['security', '--offline=true', `--threshold=${EXPOSED}`, join(dir, unit)]);
    }
  });

  it('serves, and does not try again what a wrong setting stopped', async () => {
    const text = await packaging('chit.service');
    for (const line of ['ExecStart=/usr/bin/chit serve', 'Restart=on-failure', 'RestartPreventExitStatus=2']) assert.ok(text.includes(`\n${line}\n`), line);
    const wrong = run(CHIT_BIN, ['serve'], { cwd: dir, env: { CHIT_SIGNUP: 'maybe' } });
    await assert.rejects(wrong, { code: 2 });
  });

  it('is in the package', async () => {
    const manifest = await readFile(fileURLToPath(new URL('../../Cargo.toml', import.meta.url)), 'utf8');
    for (const unit of UNITS.slice(1)) assert.ok(manifest.includes(`["packaging/${unit}", "usr/lib/systemd/system/", "644"]`), unit);
  });

  it('makes backups, encrypted on request, and forgets those that are old', async () => {
    const [place, backups] = ['state', 'backups'].map((name) => join(dir, name));
    for (const made of [place, backups]) await mkdir(made);
    const text = (await packaging('chit-backup.service')).replaceAll('/usr/bin/chit', CHIT_BIN).replaceAll('/var/lib/chit-backups', backups);
    const defaults = Object.fromEntries(text.match(/^Environment=(.*)$/m)[1].split(' ').map((one) => one.split('=')));
    // As systemd reads it.
    const script = (name) => text.match(new RegExp(`^${name}=/bin/sh -c '(.*)'$`, 'm'))[1].replaceAll('$$', '$').replaceAll('%%', '%');
    const start = async (settings = {}) => {
      const env = { PATH: process.env.PATH, ...defaults, ...settings };
      for (const name of ['ExecStart', 'ExecStartPost']) await run('/bin/sh', ['-c', script(name)], { cwd: place, env });
    };
    await run(CHIT_BIN, ['payee', 'add', 'anna'], { cwd: place, env: {} });
    const old = join(backups, 'chit-2001-01-01T000000.db');
    await writeFile(old, 'old');
    await utimes(old, 0, 0);
    await start();
    const [kept, ...others] = await readdir(backups);
    assert.deepEqual(others, []);
    assert.match(kept, /^chit-\d{4}-\d\d-\d\dT\d{6}\.db$/);
    const key = await run('age-keygen', ['-o', join(dir, 'identity.txt')]);
    await start({ RECIPIENT: key.stderr.match(/age1\w+/)[0] });
    const encrypted = (await readdir(backups)).find((name) => name.endsWith('.age.db'));
    await mkdir(join(dir, 'restored'));
    const from = [join(backups, encrypted), '--identity', join(dir, 'identity.txt')];
    await run(CHIT_BIN, ['restore', ...from], { cwd: join(dir, 'restored'), env: { PATH: process.env.PATH } });
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

describe('packaging/grafana', () => {
  it('asks what Prometheus understands', async () => {
    const expressions = [];
    JSON.parse(await packaging('grafana/chit.json'), (name, value) => {
      if (name === 'expr') expressions.push(value);
      return value;
    });
    assert.ok(expressions.length > 10, `${expressions.length} expressions`);
    // As Grafana fills its variables in.
    const filled = expressions.map((expr) => expr.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*'));
    const rules = filled.map((expr, number) => ({ record: `panel:${number}`, expr }));
    const dir = await mkdtemp(join(tmpdir(), 'chit-panels-'));
    try {
      await writeFile(join(dir, 'panels.json'), JSON.stringify({ groups: [{ name: 'panels', rules }] }));
      await run('promtool', ['check', 'rules', join(dir, 'panels.json')]);
    } finally {
      await rm(dir, { recursive: true });
    }
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
