import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { databaseUrl } from '../../../../src/engines/database-address.ts';
import { createLocalEngine } from '../../../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../../../src/remove-folder.ts';
import { findTestInstallations } from '../../../postgres/installations.ts';
import { have, needs } from '../../../skip.ts';
import { makeStateFolder, startPostgresSource } from '../postgres-source.ts';
import { maskPeople, RAW_VALUE } from '../source.ts';

const { any } = await findTestInstallations();
const MARK = 'of-a-table-that-was-never-committed';

it('a snapshot has no file of a table that was being made while the source was copied', {
  timeout: 60_000,
  ...needs(any),
}, async () => {
  const { installation } = have(any);
  await using source = await startPostgresSource(installation);
  const state = await makeStateFolder();
  const client = new Client({ connectionString: databaseUrl(source.address).reveal() });
  try {
    await client.connect();
    await client.query('BEGIN');
    await client.query(`CREATE TABLE unborn AS SELECT '${MARK}' FROM generate_series(1, 1000)`);
    await source.postgres.query('CHECKPOINT');
    expect(filesWith(MARK, source.settings.dataDirectory)).not.toEqual('');
    const engine = createLocalEngine({ state, programs: [installation.bin] });
    await engine.snapshot({
      source: source.settings,
      recipe: 'r',
      prepare: maskPeople,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    for (const text of [MARK, RAW_VALUE]) expect(filesWith(text, state)).toBe('');
  } finally {
    await client.end();
    await removeFolder(state);
  }
});

/** The files below a folder that hold the text, a line each. */
function filesWith(text: string, folder: string): string {
  return execFileSync('sh', ['-c', 'grep -rlaF -e "$1" "$2" || true', 'sh', text, folder], {
    encoding: 'utf8',
  });
}
