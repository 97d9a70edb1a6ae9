import { describe, expect, it } from 'vitest';
import { invalidConfig } from '../../src/config/problem.ts';
import { BranchProdError } from '../../src/errors.ts';
import type { Result, Verdict } from '../../src/investigation/result.ts';
import { conclusionOf, renderCheckRun, renderFailedCheckRun } from '../../src/report/check.ts';
import { exampleComparison } from './example-comparison.ts';
import { exampleExplained } from './example-explained.ts';
import { exampleReplay, exampleResult } from './example-result.ts';
import { markdownAttack, resultWith, terminalAttack } from './hostile-text.ts';
import { attackOnOneLine, obeyed, outsideCode } from './outside-code.ts';

const asked = { publicRepository: false, notes: [], promptLines: [] };
const note = 'Changes to the config were ignored.';

describe('the conclusion', () => {
  it.each([
    [['reproduced'], 'failure'],
    [['not-fixed'], 'failure'],
    [['regressed'], 'failure'],
    [['error'], 'failure'],
    [['inconclusive'], 'neutral'],
    [['fixed'], 'success'],
    [['not-reproduced'], 'success'],
    [['fixed', 'inconclusive', 'regressed'], 'failure'],
    [['fixed', 'inconclusive'], 'neutral'],
    [['fixed', 'not-reproduced'], 'success'],
    [[], 'neutral'],
  ] as [Verdict[], string][])('of %j is %s', (verdicts, conclusion) => {
    const replays = verdicts.map((verdict) => ({ ...exampleReplay, verdict }));
    const result = { ...exampleResult, replays };
    expect(conclusionOf(result)).toBe(conclusion);
    expect(renderCheckRun({ ...asked, result }).conclusion).toBe(conclusion);
  });
});

describe('the check run of a result', () => {
  it('says the verdict, each case beside its base, the notes, the proof and how to go on', () => {
    const check = renderCheckRun({ ...asked, result: exampleComparison, notes: [note] });
    expect(check.title).toBe('2 cases: 1 fixed, 1 regressed.');
    expect(check.summary).toBe(
      [
        '## 2 cases: 1 fixed, 1 regressed.',
        [
          '| case | on the base | with this change | verdict |',
          '| --- | --- | --- | --- |',
          '| `where-is-the-list` | reproduced, 5 of 5 failed (100 %) | 0 of 5 failed (0 %) | **fixed** |',
          '| `refund-window` | not-reproduced, 0 of 5 failed (0 %) | 3 of 5 failed (60 %) | **regressed** |',
        ].join('\n'),
        note,
        [
          '- **proof**: 0 leaks among 8,412 raw values searched (31 not searched); 4/4 joins and 5/5 distinct counts the same; rankings 50/50 identical',
          '- **source**: `postgres 18.0`, engine `local`, commit `8a5a2e6b0c1d4f7e9a3b5c7d9e1f2a4b6c8d0e2f`, compared with `1f0c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c`',
        ].join('\n'),
        '### How to go on',
        [
          '- Commit the case with the change, so that it is replayed from now on.',
          '- Find what this change does to the prompt or the retrieval before it is merged.',
          '- `/branch-prod replay --trials 10` replays again, 10 times each.\n',
        ].join('\n'),
      ].join('\n\n'),
    );
  });

  it('points at the prompts of a case that fails, at no more lines than GitHub takes', () => {
    const promptLines = Array.from({ length: 60 }, (_, index) => ({
      path: `prompts/${index}.md`,
      line: index + 1,
    }));
    const { annotations } = renderCheckRun({ ...asked, result: exampleComparison, promptLines });
    expect(annotations).toHaveLength(50);
    expect(annotations[1]).toMatchObject({
      path: 'prompts/1.md',
      start_line: 2,
      end_line: 2,
      annotation_level: 'warning',
    });
    expect(annotations[1]?.message).toContain('1 regressed');
  });

  it.each(['fixed', 'not-reproduced', 'inconclusive', 'error'] as const)(
    'points at no prompt when the verdict is %s',
    (verdict) => {
      const result = { ...exampleResult, replays: [{ ...exampleReplay, verdict }] };
      const promptLines = [{ path: 'prompts/a.md', line: 1 }];
      expect(renderCheckRun({ ...asked, result, promptLines }).annotations).toEqual([]);
    },
  );

  it('says how often a case failed where there is no base, or none of it', () => {
    const alone = renderCheckRun({ ...asked, result: exampleResult });
    expect(alone.summary).toContain(
      '| case | failed | verdict |\n| --- | --- | --- |\n| `where-is-the-list` | 5 of 5 failed (100 %) | **reproduced** |\n',
    );
    const base = { commit: exampleResult.source.commit, replays: [] };
    const unlike = renderCheckRun({ ...asked, result: { ...exampleResult, base } });
    expect(unlike.summary).toContain('| `where-is-the-list` | not replayed | 5 of 5 failed');
  });

  it('shows a public repository no key that is more than an identifier', () => {
    const records = [{ table: 'people', key: { email: 'ada@example.org' } }];
    const culprit = { records, necessary: true, sufficient: true, probes: 9, durationMs: 1 };
    const result = { ...exampleResult, culprit };
    const shown = (publicRepository: boolean) =>
      renderCheckRun({ ...asked, result, publicRepository }).summary;
    expect(shown(true)).toContain('| culprit | `people` | `email=(not shown)` |');
    expect(shown(false)).toContain('| culprit | `people` | `email=ada@example.org` |');
  });

  it('says why a case fails, without the answers', () => {
    const { summary } = renderCheckRun({ ...asked, result: exampleExplained, notes: [note] });
    const places = [
      ...['| `where-is-the-list` |', '### Case `where-is-the-list`', '**Culprit**: `Without it'],
      ...['| culprit | `messages` | `id=1234` |', 'Necessary, sufficient, minimal; 7 probes'],
      ...['**Causes**', '|  | `gpt-4.1` | 0/9 | 0 % (0 % to 30 %) | **yes** |', note],
      ...['### How to go on', '- Correct or remove the culprit'],
    ].map((text) => summary.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places.toSorted((one, other) => one - other)).toEqual(places);
    expect(summary).not.toMatch(/lists\.example|Answer/);
    expect(renderCheckRun({ ...asked, result: exampleResult }).summary).not.toMatch(/### Case/);
  });

  it('says that nothing was replayed', () => {
    const check = renderCheckRun({ ...asked, result: { ...exampleResult, replays: [] } });
    expect(check).toMatchObject({
      conclusion: 'neutral',
      title: expect.stringContaining('No verdict'),
    });
    expect(check.summary).not.toContain('| case |');
  });

  it.each([markdownAttack, terminalAttack])('obeys nothing of hostile text (%#)', (text) => {
    const hostile = resultWith(text);
    const result = { ...hostile, base: { commit: text, replays: hostile.replays } };
    for (const publicRepository of [false, true]) {
      const { summary, title } = renderCheckRun({ ...asked, result, publicRepository });
      expect(outsideCode(summary)).not.toMatch(obeyed);
      expect(title).not.toMatch(obeyed);
      const [row] = summary.split('\n').filter((line) => line.endsWith('**reproduced** |'));
      expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5);
      const tables = summary.match(/(?:^\|.*\n)+/gm) ?? [];
      expect(tables).toHaveLength(3);
      for (const table of tables) {
        const cells = table
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/(?<!\\)\|/).length);
        expect(new Set(cells).size).toBe(1);
      }
    }
  });

  it.each([
    { name: 'long texts', result: hugeBase(resultWith('`|'.repeat(50_000)), 5) },
    { name: 'many cases', result: hugeBase(exampleResult, 3000) },
  ])('stays below what GitHub takes with $name', ({ result }) => {
    const { summary, title } = renderCheckRun({ ...asked, result });
    expect(summary.length).toBeLessThan(65_535);
    expect(title.length).toBeLessThanOrEqual(255);
    expect(summary).toContain('### How to go on');
  });
});

describe('the check run of a failure', () => {
  const failed = {
    step: 'preview',
    code: 'build-failed',
    message: 'the build ended with 1: Ada Lovelace',
    nextStep: 'Make preview.build work in a fresh clone of the commit.',
    atMs: 5000,
  } as const;

  it('says step, reason, message, way on and notes', () => {
    const check = renderFailedCheckRun({ failure: failed, publicRepository: false, notes: [note] });
    expect(check).toMatchObject({
      conclusion: 'failure',
      title: 'No verdict — the investigation failed at the step preview, after 5.00 s.',
      annotations: [],
    });
    for (const text of [failed.message, failed.nextStep, note, '`build-failed`']) {
      expect(check.summary).toContain(text);
    }
  });

  it('is cancelled when the investigation was interrupted', () => {
    const interrupted = { ...failed, code: 'interrupted' as const };
    const check = renderFailedCheckRun({
      failure: interrupted,
      publicRepository: false,
      notes: [],
    });
    expect(check.conclusion).toBe('cancelled');
    expect(check.title).toContain('was interrupted');
  });

  it('keeps the message from a public repository', () => {
    const check = renderFailedCheckRun({ failure: failed, publicRepository: true, notes: [note] });
    expect(JSON.stringify(check)).not.toContain('Ada');
    expect(check.summary).toContain(note);
  });

  it.each([false, true])('points at the lines of an invalid config (public: %s)', (isPublic) => {
    const error = invalidConfig(
      { file: 'main:.github/branch-prod.yml', locate: () => ({ line: 12, column: 3 }) },
      [{ path: ['replay', 'trials'], message: 'must be at least 1' }],
    );
    const { annotations } = renderFailedCheckRun({
      failure: { ...failed, step: 'config', code: error.code, message: error.message },
      publicRepository: isPublic,
      notes: [],
    });
    expect(error).toBeInstanceOf(BranchProdError);
    expect(annotations).toEqual([
      {
        path: '.github/branch-prod.yml',
        start_line: 12,
        end_line: 12,
        annotation_level: 'failure',
        title: 'The config is invalid',
        message: 'replay.trials: must be at least 1',
      },
    ]);
  });

  it.each([
    'main:../../etc/passwd:1:1: x',
    'main:.github/workflows/ci.yml:1:1: x',
    'main:.github/branch-prod.yml:0:1: x',
    'main:.github/branch-prod.yml:1: x',
    'x main:.github/branch-prod.yml:1:1: x',
    'There is no engine "x"',
  ])('points at no other place: %s', (message) => {
    const invalid = { ...failed, code: 'config-invalid' as const, message };
    const check = renderFailedCheckRun({ failure: invalid, publicRepository: false, notes: [] });
    expect(check.annotations).toEqual([]);
  });

  it('points at lines only when the config is what is wrong', () => {
    const message = 'main:.github/branch-prod.yml:1:1: x';
    const other = { ...failed, message };
    const check = renderFailedCheckRun({ failure: other, publicRepository: false, notes: [] });
    expect(check.annotations).toEqual([]);
  });

  it('points at no more lines than GitHub takes, and cuts what they say', () => {
    const line = `main:.github/branch-prod.yml:7:1: ${'\u202E'.repeat(9000)}`;
    const failure = { ...failed, code: 'config-invalid' as const, message: `${line}\n`.repeat(70) };
    const check = renderFailedCheckRun({ failure, publicRepository: false, notes: [] });
    expect(check.annotations).toHaveLength(50);
    expect(check.annotations[0]?.message).not.toContain('\u202E');
    expect(check.annotations[0]?.message.length).toBeLessThan(64_000);
    expect(check.summary.length).toBeLessThan(65_535);
  });

  it('obeys nothing of hostile text', () => {
    const hostile = { ...failed, message: markdownAttack, nextStep: attackOnOneLine };
    const check = renderFailedCheckRun({ failure: hostile, publicRepository: false, notes: [] });
    expect(outsideCode(check.summary)).not.toMatch(obeyed);
  });
});

function hugeBase(result: Result, cases: number): Result {
  const replays = Array.from({ length: cases }, () => result.replays).flat();
  return { ...result, replays, base: { commit: result.source.commit, replays } };
}
