import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createLocalEngine } from '../../src/engines/local/local-engine.ts';
import { takeSnapshot } from '../../src/investigation/snapshot-steps.ts';
import { createStepClock } from '../../src/investigation/step-clock.ts';
import { removeFolder } from '../../src/remove-folder.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import { type ManagedSource, startManagedSource } from '../engines/local/sources/managed-source.ts';
import { findTestInstallations } from '../postgres/installations.ts';
import { query } from '../postgres/query.ts';
import { have, needs } from '../skip.ts';

const { withVector } = await findTestInstallations();

describe('a snapshot of a source that is copied row by row', {
  ...needs(withVector),
  timeout: 120_000,
}, () => {
  let source: ManagedSource;
  let state: string;

  beforeAll(async () => {
    source = await startManagedSource(have(withVector).installation);
    state = await mkdtemp(join(tmpdir(), 'branch-prod-state-'));
  });
  afterAll(async () => {
    await source?.[Symbol.asyncDispose]();
    await removeFolder(state);
  });

  it('is masked, says how the rebuilt indexes differ from production, and can be branched', async () => {
    const programs = [have(withVector).installation.bin];
    const engine = createLocalEngine({ state, programs });
    const { signal } = new AbortController();
    const loaded = parseConfig(CONFIG, {
      file: 'branch-prod.yml',
      environment: { SOURCE: source.settings.postgres.reveal(), KEY },
    });
    const hash = createKeyedHash(loaded.config.sanitize.key);
    const clock = createStepClock(() => {});
    const take = () => takeSnapshot(engine, loaded, { hash, programVersion: '1', clock, signal });

    const { snapshot, report } = await take();
    const { probes, identical, overlap } = report.proof.rankings;
    expect(probes).toBe(400);
    // IVFFlat's lists are drawn at random: against the copy's own index all would be identical.
    expect(identical).toBeLessThan(probes);
    expect(overlap).toBeGreaterThan(0.3);
    expect(report.notes).toEqual([
      `The vector indexes were rebuilt: ${identical} of 400 rankings are as in production.`,
      expect.stringMatching(/^items\.embedding was kept as in production: /),
      expect.stringMatching(/^items\.lists was kept as in production: /),
      expect.stringMatching(/^9 columns have no rule and are as in production/),
    ]);
    expect(snapshot.notes).toContain('Left out of the copy: publications (1).');
    expect(report.proof.leaks).toBe(0);

    const again = await take();
    expect(again.snapshot).toMatchObject({ id: snapshot.id, cached: true, notes: snapshot.notes });
    expect(again.report).toEqual(report);

    await using branch = await engine.branch(snapshot.id, { ttl: 60_000, signal });
    const rows = await query(branch.address, 'SELECT name FROM people ORDER BY id');
    expect(rows).toHaveLength(20);
    expect(JSON.stringify(rows)).not.toContain('Person ');
    await query(branch.address, 'UPDATE people SET mood = NULL', 'DELETE FROM "Sales 2".order_1');
    const near = `SELECT id FROM items ORDER BY embedding OPERATOR(extensions.<->)
      (SELECT embedding FROM items WHERE id = 7) LIMIT 1`;
    expect(await query(branch.address, near)).toEqual([{ id: 7 }]);
  });
});

const KEY = 'a key of the tests that is long enough';

const CONFIG = `version: 1
source: { postgres: "\${SOURCE}", copy: logical }
sanitize:
  key: "\${KEY}"
  columns:
    people.name: person
    secrets.word: secret
    secrets.owner: hash
  keep: [items.embedding, items.lists]
preview: { start: node server.js }
replay: { request: { method: POST, path: /ask }, answer: $.answer }
`;
