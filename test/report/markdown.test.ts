import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { InvestigationEvent } from '../../src/investigation/event.ts';
import type { Result } from '../../src/investigation/result.ts';
import { renderFailureMarkdown } from '../../src/report/markdown/failure-document.ts';
import { renderMarkdown } from '../../src/report/markdown/result-document.ts';
import { markdownReporter } from '../../src/report/markdown.ts';
import { CollectingStream } from './collecting-stream.ts';
import { exampleComparison } from './example-comparison.ts';
import { exampleCauses, exampleCulprit, exampleExplained } from './example-explained.ts';
import {
  eventsFailingAt,
  eventsOf,
  exampleReplay,
  exampleResult,
  exampleWithTaps,
} from './example-result.ts';
import { markdownAttack, resultWith, terminalAttack } from './hostile-text.ts';
import { testReporter } from './reporter-contract.ts';

const here = { publicRepository: false, previewUp: true };
const everywhere = { publicRepository: true, previewUp: true };
const maxLength = 63_000;

testReporter('markdown', { create: (stream) => markdownReporter(stream, here) });

it.each([
  { file: 'example.md.txt', document: renderMarkdown(exampleResult, here) },
  { file: 'example-public.md.txt', document: renderMarkdown(exampleResult, everywhere) },
  {
    file: 'comparison.md.txt',
    document: renderMarkdown(exampleComparison, { publicRepository: false, previewUp: false }),
  },
  { file: 'explained.md.txt', document: renderMarkdown(exampleExplained, here) },
  { file: 'explained-public.md.txt', document: renderMarkdown(exampleExplained, everywhere) },
  { file: 'hostile.md.txt', document: renderMarkdown(resultWith(markdownAttack), here) },
  { file: 'hostile-controls.md.txt', document: renderMarkdown(resultWith(terminalAttack), here) },
  { file: 'failure.md.txt', document: renderFailureMarkdown(failure('No space.'), here) },
  {
    file: 'failure-public.md.txt',
    document: renderFailureMarkdown(failure('No space.'), everywhere),
  },
  {
    file: 'failure-hostile.md.txt',
    document: renderFailureMarkdown(failure(markdownAttack), here),
  },
])('writes $file to the byte', async ({ file, document }) => {
  const expected = await readFile(new URL(`markdown/${file}`, import.meta.url), 'utf8');
  expect(document).toBe(expected);
});

it.each([
  { name: 'the result', events: eventsOf(exampleResult), starts: '## Reproduced 5 of 5' },
  { name: 'the failure', events: eventsFailingAt('proof', 'x'), starts: '## No verdict' },
])('writes one document at the end: $name', async ({ events, starts }) => {
  const stream = new CollectingStream();
  const reporter = markdownReporter(stream, here);
  for (const event of events.slice(0, -1)) await reporter.on(event);
  expect(stream.text).toBe('');
  for (const event of events.slice(-1)) await reporter.on(event);
  expect(stream.text.startsWith(starts)).toBe(true);
});

describe('on a public repository', () => {
  const secret = 'row content 4711';

  it('shows identifiers and verdicts, no contents and no way into the preview', () => {
    const [trial] = exampleReplay.trials;
    const failed = [`not-contains: ${secret}`, secret, 'is-json'];
    const trials = trial
      ? [
          { ...trial, answer: secret, failed },
          { ...trial, error: secret },
        ]
      : [];
    const url = `https://user:${encodeURIComponent(secret)}@x.example/a?token=4711#4711`;
    const document = renderMarkdown(
      {
        ...exampleResult,
        preview: { ...exampleResult.preview, url },
        replays: [{ ...exampleReplay, trials, failures: 1 }],
      },
      everywhere,
    );
    expect(document).not.toContain('4711');
    expect(document).toContain('(<https://x.example/a>)');
    expect(document).toContain('- `not-contains` in 1 of 1 trial\n');
    expect(document).toContain('- `is-json` in 1 of 1 trial\n');
    expect(document).toContain('| 1 | `messages` | `id=1234` |');
  });

  it('shows no contents of the base either', () => {
    const document = renderMarkdown(exampleComparison, everywhere);
    expect(document).not.toContain('lists.example');
    expect(document).toContain('| reproduced, 5 of 5 failed (100 %) |');
  });

  it('says the step, the reason and the way on, not the message', () => {
    const document = renderFailureMarkdown(failure(secret), everywhere);
    expect(document).not.toContain(secret);
    expect(document).toContain('at the step branch');
    expect(document).toContain('Free some space');
  });
});

describe('the preview', () => {
  it('is not linked when it ended with the run', () => {
    const document = renderMarkdown(exampleResult, { ...here, previewUp: false });
    expect(document).toContain('- Branch and preview ended with this run.\n');
    expect(document).not.toMatch(/\]\(|t0k3n|branch-prod destroy/);
  });

  it('on the machine of the run is said to be there', () => {
    const preview = { ...exampleResult.preview, url: 'http://127.0.0.1:4000/?token=1' };
    expect(renderMarkdown({ ...exampleResult, preview }, here)).toContain(
      'until 2026-03-14 13:27 UTC; it answers on the machine of the run only.',
    );
  });

  it.each([
    ['https://x.example/?a=1&copy;=2', '[open the preview](<https://x.example/?a=1&amp;copy;=2>)'],
    ['https://x.example/a)b>c<d e', '[open the preview](<https://x.example/a)b%3Ec%3Cd%20e>)'],
    ['https://x.example/?\\>[x](y)', '[open the preview](<https://x.example/?%5C%3E[x](y)>)'],
    ['https://x.example/\n\n# hi', '[open the preview](<https://x.example/#%20hi>)'],
    ['javascript:alert(1)', '`javascript:alert(1)`'],
    ['@octocat', '`@octocat`'],
  ])('of %j is a link that nothing breaks out of, or code', (url, link) => {
    const preview = { ...exampleResult.preview, url };
    expect(renderMarkdown({ ...exampleResult, preview }, here)).toContain(
      `- Preview: ${link}, until`,
    );
  });

  it.each(['javascript:alert(1)', `https://x.example/${'a'.repeat(3000)}`, 'no url?token=1', ''])(
    'of %j is not shown at all in public',
    (url) => {
      const preview = { ...exampleResult.preview, url };
      const document = renderMarkdown({ ...exampleResult, preview }, everywhere);
      expect(document).toContain('- Preview: no link can be shown, until');
    },
  );
});

describe('the length', () => {
  it('cuts the longest texts first, and says so', () => {
    const [trial] = exampleReplay.trials;
    const answered = (answer: string) => ({
      ...exampleReplay,
      trials: trial === undefined ? [] : [{ ...trial, answer }],
    });
    const middling = 'm'.repeat(10_000);
    const replays = [answered('x'.repeat(1e6)), answered(middling), answered('y'.repeat(1e6))];
    const document = renderMarkdown({ ...exampleResult, replays }, here);
    expect(document.length).toBeLessThanOrEqual(maxLength);
    expect(document.length).toBeGreaterThan(maxLength - 100);
    expect(document).toContain(`\n${middling}\n`);
    expect(document.match(/x… \(\d{3},\d{3} more characters cut\)\n```\n/g)).toHaveLength(1);
    expect(document.match(/y… \(\d{3},\d{3} more characters cut\)\n```\n/g)).toHaveLength(1);
  });

  it('leaves out cases, and says so, when short texts alone are too much', () => {
    const replays = Array.from({ length: 2000 }, (_, index) => ({
      ...exampleReplay,
      case: `case-${index}`,
    }));
    const document = renderMarkdown({ ...exampleResult, replays }, here);
    expect(document.length).toBeLessThanOrEqual(maxLength);
    expect(document.length).toBeGreaterThan(maxLength - 2000);
    expect(document).toContain('## 2,000 cases: 2,000 reproduced.');
    expect(document).toMatch(/\d more cases left out: the result as JSON has all\./);
  });

  it('leaves out cases with their culprits when those are too much', () => {
    const names = Array.from({ length: 500 }, (_, index) => `case-${index}`);
    const [culprit, ...otherCulprits] = names.map((name) => ({ ...exampleCulprit, case: name }));
    const replays = names.map((name) => ({ ...exampleReplay, case: name }));
    const document = renderMarkdown({ ...exampleResult, replays, culprit, otherCulprits }, here);
    expect(document.length).toBeLessThanOrEqual(maxLength);
    const shown = document.match(/\*\*Culprit\*\*/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(20);
    expect(document).toContain(`${500 - shown} more cases left out: the result as JSON has all.`);
    expect(document).toContain('- Correct or remove the culprit');
  });

  it.each([
    ['x', 70_000],
    ['`', 70_000],
    ['` ', 35_000],
    ['\x1b', 70_000],
    ['\u{E0041}', 35_000],
    ['|', 70_000],
    ['\n', 70_000],
    ['😀', 35_000],
  ])('stays below the limit with %j %d times in every field', (text, times) => {
    const long = text.repeat(times);
    const result = resultWith(long);
    const replays = Array.from({ length: 5 }, () => result.replays).flat();
    for (const audience of [here, everywhere]) {
      const document = renderMarkdown({ ...result, replays }, audience);
      expect(document.length).toBeLessThanOrEqual(maxLength);
      expect(document.endsWith('```\n')).toBe(true);
      expect(document.isWellFormed()).toBe(true);
      const failed = { ...failure(long), nextStep: long };
      expect(renderFailureMarkdown(failed, audience).length).toBeLessThanOrEqual(maxLength);
    }
  });
});

describe('how to go on', () => {
  const withTrials = (count: number): Result => ({
    ...exampleResult,
    replays: [{ ...exampleReplay, trials: Array(count).fill(exampleReplay.trials[0]) }],
  });

  it.each([
    [1, 10],
    [5, 10],
    [8, 16],
    [80, 100],
  ])('after %d trials names a command for %d', (count, more) => {
    expect(renderMarkdown(withTrials(count), here)).toContain(
      `- \`/branch-prod replay --trials ${more}\` replays again`,
    );
  });

  it('names keep for an issue, not for a commit that is compared with its base', () => {
    expect(renderMarkdown(exampleResult, here)).toContain('- `/branch-prod keep` ');
    expect(renderMarkdown(exampleComparison, here)).not.toContain('/branch-prod keep');
  });

  it('names no command where there is no thread, or nothing to replay', () => {
    const { thread: _, ...investigation } = exampleResult.investigation;
    expect(renderMarkdown({ ...exampleResult, investigation }, here)).not.toContain('/branch-prod');
    const document = renderMarkdown({ ...exampleResult, replays: [] }, here);
    expect(document).not.toContain('/branch-prod replay');
  });
});

describe('why a case fails', () => {
  const noCulprit = {
    ...{ ...exampleCulprit, verdict: 'not-the-data' as const, records: [], movedIn: [] },
    trialWithout: undefined,
    sentence: 'No record reached the prompt: the data is not the cause.',
  };

  it('stands in the section of its case, one for each that fails', () => {
    const names = ['first', 'second', 'third'];
    const result = {
      ...exampleExplained,
      replays: names.map((name) => ({ ...exampleReplay, case: name })),
      culprit: { ...exampleCulprit, case: 'second', sentence: 'It is the second.' },
      otherCulprits: [{ ...noCulprit, case: 'third' }],
      causes: { ...exampleCauses, case: 'second' },
    };
    const document = renderMarkdown(result, here);
    const places = [
      ...['Case `first`', 'Case `second`', '**Culprit**: `It is the second.`', '**Causes**'],
      ...['Case `third`', '**Culprit**, none found: `No record', '### How to go on'],
    ].map((text) => document.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places.toSorted((one, other) => one - other)).toEqual(places);
    expect(document.match(/\*\*Culprit/g)).toHaveLength(2);
  });

  it('names no record and says no more than is known where there is none', () => {
    const document = renderMarkdown({ ...exampleWithTaps, culprit: noCulprit }, here);
    expect(document).toContain(
      '**Culprit**, none found: `No record reached the prompt: the data is not the cause.`\n\n7 probes of 31 trials in 12.30 s, confidence 95 %.\n\n### How to go on\n',
    );
    expect(document).not.toMatch(/\| record|without the culprit/);
  });

  it('names what was found where nobody says of which case', () => {
    const { records, necessary, sufficient } = exampleCulprit;
    const culprit = { records, necessary, sufficient, probes: 9, durationMs: 1 };
    const document = renderMarkdown({ ...exampleResult, culprit }, here);
    expect(document).toContain(
      '**Culprit**:\n\n| record | table | key |\n| --- | --- | --- |\n| culprit | `messages` | `id=1234` |\n\nNecessary, sufficient; 9 probes in 1 ms.\n\n',
    );
  });

  it('names other sets of records, and counts those beyond twenty', () => {
    const sets = Array.from({ length: 15 }, (_, id) => [
      { table: 'messages', key: { id } },
      { table: 'notes', key: { id } },
    ]);
    const culprit = { ...exampleCulprit, alternatives: sets };
    const document = renderMarkdown({ ...exampleResult, culprit }, here);
    expect(document).toContain('| alternative 1 | `messages` | `id=0` |\n');
    expect(document).toContain('| alternative 10 | `messages` | `id=9` |\n\n… and 12 more.\n');
  });

  it('is nothing where nobody asked', () => {
    expect(renderMarkdown(exampleResult, here)).not.toMatch(/culprit|cause/i);
  });
});

it('says when there was nothing to replay or no answer', () => {
  expect(renderMarkdown({ ...exampleResult, replays: [] }, here)).toMatch(
    /^## No verdict — no case/,
  );
  const trials = exampleReplay.trials.map((trial) => ({ ...trial, error: 'HTTP 500' }));
  const silent: Result['replays'][number] = { ...exampleReplay, trials, verdict: 'error' };
  const document = renderMarkdown({ ...exampleResult, replays: [silent] }, here);
  expect(document).toMatch(/^## Error — 5 of 5 trials gave no answer to judge\./);
  expect(document).toContain('- `HTTP 500` in 5 trials\n');
  expect(document).not.toContain('**Answer**');
});

function failure(message: string): Extract<InvestigationEvent, { type: 'failed' }> {
  const last = eventsFailingAt('branch', message).at(-1);
  if (last?.type !== 'failed') throw new Error('no failure');
  return last;
}

it('says what the taps saw', () => {
  const document = renderMarkdown(exampleWithTaps, here);
  expect(document).toContain(
    [
      '**Context** in 5 of 5 trials: `2 rows retrieved, 1 reached the prompt, #1234 cut at 1,200 of 4,031 characters; prompt 1,832 of 8,192 tokens`',
      '**Retrieved records**, the same in 5 of 5 trials:',
      [
        '| rank | table | key | distance | in the prompt |',
        '| ---: | --- | --- | ---: | --- |',
        '| 1 | `messages` | `id=1234` | 0.1235 | 1,200 of 4,031 characters |',
        '| 2 | `messages` | `id=987` | 0.25 | no |',
      ].join('\n'),
    ].join('\n\n'),
  );
  expect(renderMarkdown(exampleWithTaps, everywhere)).toContain('**Context** in 5 of 5 trials');
});

it('says each line of the context once, and in how many trials', () => {
  const lines = ['1 row retrieved', '1 row retrieved', '2 rows retrieved'];
  const trials = lines.flatMap((context) =>
    exampleReplay.trials.slice(0, 1).map((trial) => ({ ...trial, context })),
  );
  const document = renderMarkdown(
    { ...exampleResult, replays: [{ ...exampleReplay, trials }] },
    here,
  );
  expect(document).toContain(
    '**Context**:\n\n- `1 row retrieved` in 2 of 3 trials\n- `2 rows retrieved` in 1 of 3 trials\n\n',
  );
});

it('asks for as many trials as would settle what is inconclusive', () => {
  const replays = [{ ...exampleReplay, verdict: 'inconclusive' as const, moreTrials: 37 }];
  expect(renderMarkdown({ ...exampleResult, replays }, here)).toContain(
    '`/branch-prod replay --trials 42` replays again, 42 times each.',
  );
});
