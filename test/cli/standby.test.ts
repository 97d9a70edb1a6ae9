import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '../../src/engines/database-address.ts';
import { config, MASK_KEY } from '../e2e/production.ts';
import { noProcessWith, type Program, processesWith, start } from '../e2e/program.ts';
import { superuserPassword } from '../postgres/data-directory.ts';
import { findTestInstallations } from '../postgres/installations.ts';
import { startSlowProxy } from '../postgres/slow-proxy.ts';
import { startPostgres, type TestPostgres } from '../postgres/start-postgres.ts';
import { have, needs } from '../skip.ts';

const { system } = await findTestInstallations();

describe('branch-prod standby', { ...needs(system), timeout: 60_000 }, () => {
  let server: TestPostgres;
  let folder: string;
  let state: string;
  beforeAll(async () => {
    if (!('installation' in system)) return;
    server = await startPostgres(have(system).installation);
    await server.query(
      'CREATE TABLE many AS SELECT repeat(md5(i::text), 30) FROM generate_series(1, 30000) i',
    );
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-standby-'));
    state = join(folder, 'state');
    await chmod(folder, 0o711);
    const text = config(folder);
    await writeFile(join(folder, 'files.yml'), text);
    await writeFile(join(folder, 'standby.yml'), text.replace(/ *dataDirectory: .*\n/, ''));
  });
  afterAll(async () => {
    if (!folder) return;
    await standby('stop', '--remove').ended;
    await rm(folder, { recursive: true });
    await server[Symbol.asyncDispose]();
  });

  it('starts one that goes on, shows it, stops it and removes it', async () => {
    const started = await standby('start').ended;
    expect(started, started.stderr).toMatchObject({ code: 0 });
    expect(started.stdout).toMatch(/^state +running, follows the source$/m);
    expect(started.stdout).toMatch(/^data +as of .*, \d+ s old$/m);
    expect(started.stdout).toMatch(/^size +[\d.]+ MB of raw data$/m);
    expect(started.stderr).toContain(`copying the source at 127.0.0.1:${server.address.port}`);

    const shown = JSON.parse((await standby('status', '--json').ended).stdout);
    expect(shown).toMatchObject({ state: 'running', streaming: true, timeline: 1 });
    expect((await standby('start').ended).stderr).toBe('');

    expect((await standby('stop').ended).stdout).toContain('is stopped; its raw data stay');
    const stopped = await standby('status').ended;
    expect(stopped.stdout).toContain('It does not run.\nRun `branch-prod standby start`.');
    expect((await standby('stop', '--remove').ended).stdout).toMatch(
      /^There is no standby of .* any more/,
    );
    expect(JSON.parse((await standby('status', '--json').ended).stdout)).toMatchObject({
      state: 'missing',
      streaming: false,
    });
  });

  it('leaves nothing of one that was interrupted while it was copied', async () => {
    await using proxy = await startSlowProxy(server.address.port);
    const program = standby('start', proxy.port);
    await program.says(/copying the source: \d+ %/);
    program.child.kill('SIGINT');
    const { code, stderr } = await program.ended;
    expect(code, stderr).toBe(3);
    expect(stderr).toContain('was interrupted');
    await nothingIsLeft();
  });

  it('leaves nothing after kill -9 and the next command', async () => {
    await using proxy = await startSlowProxy(server.address.port);
    const program = standby('start', proxy.port);
    await program.says(/copying the source: \d+ %/);
    expect(await processesWith(state)).not.toEqual([]);
    program.child.kill('SIGKILL');
    await program.ended;
    expect(await readdir(join(state, 'copies'))).toHaveLength(1);
    await standby('status').ended;
    await nothingIsLeft();
  });

  it('is refused when the config copies in another way', async () => {
    const args = ['standby', 'start', '--config', 'files.yml', '--state', state];
    const { code, stderr } = await start(args, { cwd: folder, env: environment() }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('source.copy is files');
    expect(stderr).not.toContain(superuserPassword.reveal());
  });

  async function nothingIsLeft(): Promise<void> {
    await noProcessWith(state);
    for (const name of ['copies', 'standbys']) expect(await readdir(join(state, name))).toEqual([]);
  }

  /** A standby of the server, which is reached through another port if one is given. */
  function standby(...args: [command: string, ...more: (string | number)[]]): Program {
    const port = args.find((arg) => typeof arg === 'number');
    const words = args.filter((arg) => typeof arg === 'string');
    return start(['standby', ...words, '--config', 'standby.yml', '--state', state], {
      cwd: folder,
      env: environment(port),
    });
  }

  function environment(port = server.address.port): NodeJS.ProcessEnv {
    return { SOURCE_URL: databaseUrl({ ...server.address, port }).reveal(), MASK_KEY };
  }
});
