import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engines/engine.ts';
import { bisectCase } from '../../src/investigation/bisect-case.ts';
import { explainCase } from '../../src/investigation/explain-case.ts';
import {
  type ReplayResult,
  type RetrievedRecord,
  resultSchema,
} from '../../src/investigation/result.ts';
import type { ProbeReport } from '../../src/replay/culprit/probe.ts';
import type { ModelTap } from '../../src/replay/taps/model/model-tap.ts';
import { type EngineFolder, makeEngineFolder } from '../engines/local/engine-folder.ts';
import { startPostgresSource } from '../engines/local/postgres-source.ts';
import type { TestSource } from '../engines/local/source.ts';
import { findTestInstallations } from '../postgres/installations.ts';
import { startTestSubject, type TestSubject, wrongAnswer } from '../replay/culprit/application.ts';
import { addMessages } from '../replay/culprit/messages-source.ts';
import { idsOf, messages, seeded } from '../replay/culprit/model-case.ts';
import { have, needs } from '../skip.ts';

const { any } = await findTestInstallations();
/** The application sees the first eight; each has a word of its own. */
const bodies = Array.from({ length: 10 }, (_, index) => `word${index + 1} `.padEnd(100, '-'));
const { signal } = new AbortController();

function withoutRows(result: ReplayResult, ...instead: RetrievedRecord[]): ReplayResult {
  const trials = result.trials.map((trial) => ({ ...trial, retrieved: instead }));
  return { ...result, trials };
}

describe('a case on a running preview', { timeout: 120_000, ...needs(any) }, () => {
  let source: TestSource;
  let folder: EngineFolder;
  let engine: Engine;
  let snapshot: string;
  let subject: TestSubject;
  beforeAll(async () => {
    source = await startPostgresSource(have(any).installation);
    await addMessages(source, bodies);
    folder = await makeEngineFolder(source);
    engine = folder.engine();
    snapshot = await folder.snapshot(engine);
  }, 120_000);
  afterAll(async () => {
    await folder?.[Symbol.asyncDispose]();
    await source?.[Symbol.asyncDispose]();
  });
  afterEach(() => subject?.[Symbol.asyncDispose](), 60_000);

  /** Starts an application that fails on such rows, and replays the case on all of the data. */
  async function replayed(
    isWrong: (has: (row: number) => boolean, prompt: string) => boolean,
    trials = 5,
    sql?: string,
  ): Promise<ReplayResult> {
    const answer = (found: string[]) => {
      const prompt = found.join('');
      const has = (row: number) => prompt.includes(`word${row} `);
      return isWrong(has, prompt) ? `wrong: ${prompt}` : 'right';
    };
    subject = await startTestSubject(engine, snapshot, answer, sql);
    return subject.replay({ trials, maxTrials: trials });
  }

  async function bisect(result: ReplayResult, maxTrials = 20) {
    const reports: ProbeReport[] = [];
    const { branch, tap, replay } = subject;
    const options = { case: wrongAnswer, result, engine, branch, tap, replay, maxTrials, signal };
    const culprit = await bisectCase({ ...options, onProbe: (report) => reports.push(report) });
    expect(resultSchema.shape.culprit.parse(culprit)).toEqual(culprit);
    expect(reports).toHaveLength(culprit.probes);
    expect((await engine.list()).map(({ id }) => id).toSorted()).toEqual(
      [snapshot, branch.id].toSorted(),
    );
    return culprit;
  }

  it('has its culprit found among 8 rows with at most 16 probes', async () => {
    const culprit = await bisect(await replayed((has) => has(7)));
    expect(culprit).toMatchObject({
      ...{ case: 'wrong-price', verdict: 'found', records: messages(7), candidates: 8 },
      ...{ necessary: true, sufficient: true, with: { failures: 5, judged: 5 } },
      trialWithout: { ok: true, answer: 'right' },
    });
    expect(culprit.probes).toBeLessThanOrEqual(16);
  });

  it('has two culprits found that each cause it, and two that cause it together', async () => {
    const each = await bisect(await replayed((has) => has(2) || has(8)));
    expect(idsOf(each.records)).toEqual([2, 8]);
    await subject[Symbol.asyncDispose]();
    const together = await bisect(await replayed((has) => has(2) && has(8)));
    expect(together).toMatchObject({ sufficient: false, together: true });
    expect([...together.records, ...(together.alternatives ?? []).flat()]).toHaveLength(2);
  });

  it('of an application that never queries is told that the data is not the cause', async () => {
    const result = withoutRows(await replayed(() => true));
    const culprit = await bisect(result);
    expect(culprit).toMatchObject({ verdict: 'not-the-data', candidates: 0, probes: 0 });
  });

  it('is not judged by rows that can not be taken away', async () => {
    const result = await replayed(() => true);
    for (const row of [
      { table: 'messages', key: {}, rank: 1 },
      { table: 'messages', key: { id: 99 }, rank: 1 },
    ]) {
      const culprit = await bisect(withoutRows(result, row));
      expect(culprit).toMatchObject({ verdict: 'undecided', candidates: 0, probes: 0 });
      expect(culprit.sentence).toContain('have no key, or are not in the branch');
    }
    const unread = { table: 'messages', key: {}, rank: 1, reached: false };
    expect(await bisect(withoutRows(result, unread))).toMatchObject({ verdict: 'not-the-data' });
  });

  it('is told that the data is not the cause', async () => {
    const culprit = await bisect(await replayed(() => true));
    expect(culprit).toMatchObject({ verdict: 'not-the-data', records: [], necessary: false });
    expect(culprit.sentence).toContain('the data is not the cause');
  });

  it('is told that what was cut off decides it, rather than one record', async () => {
    // The prompt holds seven rows; what is right stands in the last that is retrieved.
    const isWrong = (_: unknown, prompt: string) => !prompt.slice(0, 700).includes('word8 ');
    const culprit = await bisect(await replayed(isWrong));
    expect(culprit).toMatchObject({ necessary: true, sufficient: false, together: false });
    expect(culprit.sentence).toContain('how much reaches the prompt may decide it');
  });

  it('that fails in 30 % of the answers has its culprit found', async () => {
    const random = seeded(11);
    const result = await replayed((has) => random() < (has(3) ? 0.3 : 0), 20);
    expect(result.verdict).toBe('reproduced');
    const culprit = await bisect(result);
    expect(culprit).toMatchObject({ verdict: 'found', records: messages(3), confidence: 0.95 });
    expect(culprit.with).toMatchObject({ failures: 10 });
  });

  it('that fails in 30 % of the answers is explained by enough trials, none of which were the reason to ask', async () => {
    const random = seeded(13);
    const result = await replayed((has) => random() < (has(3) ? 0.3 : 0), 20);
    expect(result.verdict).toBe('reproduced');
    const { branch, tap } = subject;
    const causes = await explainCase({
      ...{ case: 'wrong-price', result, engine, branch, tap, signal, maxTrials: 40 },
      replay: (plan) => subject.replay({ trials: 5, maxTrials: 40, ...plan }),
      ...{ culprit: messages(3), onRow: () => {} },
    });
    const of = (level: string) => causes.rows.find((row) => row.level === level);
    expect(of('all records')).toEqual({
      ...of('the indexes'),
      variable: 'data',
      level: 'all records',
    });
    expect(of('all records')?.judged).not.toBe(20);
    expect(of('no culprit')).toMatchObject({ failures: 0, decides: true });
    expect(of('no culprit')?.judged).toBeGreaterThan(9);
    expect(of('exact search')).toMatchObject({ decides: false });
  });

  it('is explained: model version, data, retrieval and settings are changed one at a time', async () => {
    let model: Parameters<ModelTap['set']>[0] = {};
    const result = await replayed((has) => has(4) && model.model?.to !== 'small-2');
    const { branch, tap } = subject;
    const replay = () => subject.replay({ trials: 5, maxTrials: 5 });
    const causes = await explainCase({
      ...{ case: 'wrong-price', result, engine, branch, tap, replay, signal, maxTrials: 5 },
      model: {
        set(settings) {
          model = settings;
        },
      },
      models: { now: 'small-1', others: ['small-2'] },
      data: {
        now: 'the data of the incident',
        others: [
          {
            label: 'the data of now',
            open: () => engine.branch(snapshot, { ttl: 600_000, signal }),
          },
        ],
      },
      culprit: messages(4),
      onRow: () => {},
    });
    const table = causes.rows.map((row) => [row.variable, row.level, row.failures, row.judged]);
    expect(table).toEqual([
      ['model', 'small-1', 5, 5],
      ['model', 'small-2', 0, 5],
      ['data', 'the data of the incident', 5, 5],
      ['data', 'no culprit', 0, 5],
      ['data', 'the data of now', 5, 5],
      ['retrieval', 'the indexes', 5, 5],
      ['retrieval', 'exact search', 5, 5],
      ['settings', "the application's settings", 5, 5],
      ['settings', 'temperature 0', 5, 5],
    ]);
    expect(causes.sentences).toEqual([
      'The model version decides it: 5/5 with small-1, 0/5 with small-2.',
      'The data decides it: 5/5 with the data of the incident, 0/5 with no culprit.',
    ]);
    expect(await subject.ask()).toMatch(/^wrong/);
    expect(await engine.list()).toHaveLength(2);
  });

  it('is explained: how many rows are retrieved', async () => {
    const nearest = `SELECT id, body FROM messages
      WHERE to_tsvector('simple', body) @@ to_tsquery('simple', 'word:*') ORDER BY id LIMIT`;
    // What is right stands in the ninth row.
    const result = await replayed((has) => !has(9), 5, `${nearest} 8`);
    const { branch, tap } = subject;
    const replay = () => subject.replay({ trials: 5, maxTrials: 5 });
    const causes = await explainCase({
      ...{ case: 'wrong-price', result, engine, branch, tap, replay, signal, maxTrials: 5 },
      ...{ culprit: [], onRow: () => {} },
    });
    expect(causes.rows.map(({ level, failures, judged }) => [level, failures, judged])).toEqual([
      ['the indexes', 5, 5],
      ['exact search', 5, 5],
      ['4 rows instead of 8', 5, 5],
      ['16 rows instead of 8', 0, 5],
    ]);
    expect(causes.sentences).toEqual([
      'How rows are retrieved decides it: 5/5 with the indexes, 0/5 with 16 rows instead of 8.',
    ]);
    expect(await subject.ask()).toMatch(/^wrong/);
  });
});
