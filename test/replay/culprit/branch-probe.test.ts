import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engines/engine.ts';
import type { Limits } from '../../../src/engines/local/state/limits.ts';
import type { RecordReference } from '../../../src/investigation/result.ts';
import { openBranchProbe } from '../../../src/replay/culprit/branch-probe.ts';
import { findCulprit } from '../../../src/replay/culprit/find-culprit.ts';
import type { ProbeReport } from '../../../src/replay/culprit/probe.ts';
import { removeRecords } from '../../../src/replay/culprit/remove-records.ts';
import { type EngineFolder, makeEngineFolder } from '../../engines/local/engine-folder.ts';
import { startPostgresSource } from '../../engines/local/postgres-source.ts';
import { processesIn } from '../../engines/local/processes-in.ts';
import { startSource, type TestSource } from '../../engines/local/source.ts';
import { findTestInstallations } from '../../postgres/installations.ts';
import { query } from '../../postgres/query.ts';
import { have, needs } from '../../skip.ts';
import { startTestSubject, type TestSubject } from './application.ts';
import { addMessages } from './messages-source.ts';
import { messages } from './model-case.ts';

const { any } = await findTestInstallations();
const bodies = ['a', 'b', 'c', 'd', 'e', 'wrong', 'g', 'h', 'i', 'j'];

describe.each([
  ['PGlite', {}, startSource],
  ['PostgreSQL', needs(any), () => startPostgresSource(have(any).installation)],
] as const)('on %s', (_, needed, start) => {
  describe('a probe with a fork', { timeout: 120_000, ...needed }, () => {
    let controller: AbortController;
    let source: TestSource;
    let folder: EngineFolder;
    let snapshot: string;
    let engine: Engine;
    let subject: TestSubject;
    beforeAll(async () => {
      source = await start();
      await addMessages(source, bodies);
      folder = await makeEngineFolder(source);
      snapshot = await folder.snapshot(folder.engine());
    }, 120_000);
    afterAll(async () => {
      await folder?.[Symbol.asyncDispose]();
      await source?.[Symbol.asyncDispose]();
    });
    beforeEach(() => {
      controller = new AbortController();
    });
    afterEach(() => subject?.[Symbol.asyncDispose](), 60_000);

    async function open(limits?: Limits): Promise<void> {
      engine = folder.engine(limits);
      subject = await startTestSubject(engine, snapshot, (found) => found.join(' '));
    }

    function openProbe() {
      const { branch, tap } = subject;
      const { signal } = controller;
      return openBranchProbe({
        ...{ engine, branch, tap, signal },
        replay: (isEnough) => subject.replay({ trials: 2, maxTrials: 20, isEnough }, signal),
      });
    }

    async function find(onProbe: (report: ProbeReport) => void = () => {}) {
      await using opened = openProbe();
      return await findCulprit({
        candidates: messages(1, 2, 3, 4, 5, 6, 7, 8),
        base: { failures: 5, judged: 5 },
        probe: opened.probe,
        maxTrials: 20,
        signal: controller.signal,
        onProbe,
      });
    }

    const idsInState = async () => (await engine.list()).map(({ id }) => id).toSorted();

    it('finds the culprit behind a running application, and leaves no fork', async () => {
      await open();
      const before = await idsInState();
      const culprit = await find();
      expect(culprit).toMatchObject({
        ...{ verdict: 'found', records: messages(6), movedIn: messages(9) },
        ...{ necessary: true, sufficient: true, minimal: true },
        trialWithout: { ok: true, answer: 'a b c d e g h i' },
      });
      expect(culprit.probes).toBeLessThanOrEqual(16);
      expect(await subject.ask()).toBe('a b c d e wrong g h');
      expect(await idsInState()).toEqual(before);
      await expect
        .poll(() => processesIn(folder.state).length, { timeout: 10_000 })
        .toBe(processesIn(subject.branch.folder).length);
    });

    it('leaves no fork when it is interrupted, and puts the branch back', async () => {
      await open();
      const before = await idsInState();
      const search = find(() => controller.abort(new Error('enough')));
      await expect(search).rejects.toThrow('enough');
      expect(await idsInState()).toEqual(before);
      expect(await subject.ask()).toBe('a b c d e wrong g h');
    });

    it('makes do with one fork at a time where there is no room for more', async () => {
      await open({ branches: 2 });
      expect(await find()).toMatchObject({ verdict: 'found', records: messages(6) });
      expect(await subject.ask()).toBe('a b c d e wrong g h');
    });

    it('says that there is no room for any fork', async () => {
      await open({ branches: 1 });
      await expect(find()).rejects.toMatchObject({ code: 'limit-reached' });
      expect(await subject.ask()).toBe('a b c d e wrong g h');
    });

    it('says that a table is not there, and quotes nothing', async () => {
      await open();
      await using opened = openProbe();
      const record = { table: 'missing', key: { id: 'somebody' } };
      const probe = opened.probe([record], () => true);
      await expect(probe).rejects.toMatchObject({
        code: 'engine-failed',
        message: "A row of missing can't be removed from a fork (42P01).",
      });
    });

    it('removes just the records: no trigger runs, and what refers to them stays', async () => {
      await open();
      const odd = (n: number): RecordReference => ({
        table: 'odd " schema."a.b"',
        key: { "k'ey": 'it\'s; "1" \\', 'n"': n },
      });
      await using fork = await engine.fork(subject.branch, {
        ttl: 600_000,
        signal: controller.signal,
        change: (session) => removeRecords(session, [...messages(6, 2, 99), odd(1)]),
      });
      const rows = async (sql: string) => (await query(fork.address, sql)).map(({ id }) => id);
      expect(await rows('SELECT id FROM messages ORDER BY id')).toEqual([1, 3, 4, 5, 7, 8, 9, 10]);
      expect(await rows('SELECT message AS id FROM deletions')).toEqual([]);
      expect(await rows('SELECT message AS id FROM citations ORDER BY id')).toContain(6);
      expect(await rows(`SELECT "n""" AS id FROM "odd "" schema"."a.b" ORDER BY 1`)).toEqual([
        1, 2,
      ]);
      await query(fork.address, 'DELETE FROM messages WHERE id = 1');
      expect(await rows('SELECT message AS id FROM deletions')).toEqual([1]);
    });
  });
});
