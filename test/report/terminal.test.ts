import { describe, expect, it } from 'vitest';
import type { InvestigationEvent } from '../../src/investigation/event.ts';
import { publicResult } from '../../src/report/public/public-result.ts';
import type { Clock } from '../../src/report/terminal/clock.ts';
import { terminalReporter } from '../../src/report/terminal.ts';
import { CollectingStream } from './collecting-stream.ts';
import { exampleComparison } from './example-comparison.ts';
import { exampleExplained } from './example-explained.ts';
import {
  eventsFailingAt,
  eventsOf,
  exampleReplay,
  exampleResult,
  exampleWithTaps,
  previewUrl,
} from './example-result.ts';
import { resultWith, terminalAttack } from './hostile-text.ts';
import { testReporter } from './reporter-contract.ts';

const environment = {};
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what this is about
const ownCodes = /\r\x1b\[2K|\x1b\[\?25[lh]|\x1b\[\d+m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const colour = /\x1b\[\d+m/;
const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';

testReporter('terminal, plain lines', {
  create: (stream) => terminalReporter(stream, { environment }),
});
testReporter('terminal, live', {
  create: (stream) => terminalReporter(stream, { environment }),
  terminal: true,
  ownCodes,
});

const conclusion = `
Reproduced 5 of 5 — the failure happens on the current production data.

  case: where-is-the-list, failure rate 100 % (95 % interval 57 % to 100 %)
  answer in 5 of 5 trials:
    The mailing list moved to lists.example.net.
    Source: message 1234
  failed assertions:
    not-contains: lists.example.net (in 5 of 5 trials)
  retrieved, the same in 5 of 5 trials:
    1. messages id=1234
    2. messages id=987

  proof: 0 leaks among 8,412 raw values searched (31 not searched); 4/4 joins and 5/5 distinct counts the same; rankings 50/50 identical
  masked: 12,345 values in 5 columns of 3 tables in 1.21 s
  neutralised: subscriptions: 1
  snapshot: s-41c9 made in 2.41 s, 394 MB, data as of 2026-03-14 09:26 UTC
  branch: b-b7f3 (reflink) ready in 38 ms
  source: postgres 18.0, engine local, commit 8a5a2e6b0c1d4f7e9a3b5c7d9e1f2a4b6c8d0e2f
  investigation: 2026-03-14-b7f3
  preview: ${previewUrl} until 2026-03-14 13:27 UTC
  next: Read the retrieved records in rank order: the answer was written from them.
`;

describe('where there is no terminal', () => {
  it('says what the taps saw', async () => {
    const text = await shown(eventsOf(exampleWithTaps), { isTTY: false });
    for (const line of [
      '  context in 5 of 5 trials: 2 rows retrieved, 1 reached the prompt, #1234 cut at',
      '    1. messages id=1234, distance 0.1235, in the prompt: 1,200 of 4,031 characters',
      '    2. messages id=987, distance 0.25, in the prompt: no',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('says each line of the context once, and in how many trials', async () => {
    const lines = ['1 row retrieved', '2 rows retrieved', '1 row retrieved'];
    const trials = lines.flatMap((context) =>
      exampleReplay.trials.slice(0, 1).map((trial) => ({ ...trial, context })),
    );
    const result = { ...exampleResult, replays: [{ ...exampleReplay, trials }] };
    expect(await shown(eventsOf(result), { isTTY: false })).toContain(
      '  context:\n    1 row retrieved (in 2 of 3 trials)\n    2 rows retrieved (in 1 of 3 trials)\n',
    );
  });

  it('says why the case fails, and what follows of it', async () => {
    const text = await shown(eventsOf(exampleExplained), { isTTY: false });
    const places = [
      '  culprit            where-is-the-list: probe 1 of at most 12, without 1 record',
      '  causes             where-is-the-list: model: gpt-4.1: 0 of 9 failed\n',
      'Culprit of where-is-the-list: messages id=1234\n',
      'Causes of where-is-the-list:\n',
      '  proof: 0 leaks',
      '  next: Correct or remove the culprit in production, then run the case again.\n',
    ].map((line) => text.indexOf(line));
    expect(places).not.toContain(-1);
    expect(places.toSorted((one, other) => one - other)).toEqual(places);
    expect(text).not.toContain('  culprit:');
  });

  it('writes a line when a step starts and one when it is over, then the verdict', async () => {
    const text = await shown(eventsOf(exampleResult), { isTTY: false });
    expect(text).toContain(
      '  snapshot           started\n✓ snapshot   2.41 s  3 tables, 5 columns, 12,345 values masked\n',
    );
    expect(text).toContain(
      '  replay             where-is-the-list: trial 2 of 5 failed not-contains: lists.example.net\n',
    );
    expect(text.endsWith(conclusion)).toBe(true);
  });

  it('writes progress at most once in two seconds', async () => {
    const text = await shown(
      [0, 500, 1999, 2000, 3999, 4100].map((atMs) => progress(atMs, `at ${atMs}`)),
      { isTTY: false },
    );
    expect(text.match(/at \d+/g)).toEqual(['at 0', 'at 2000', 'at 4100']);
  });

  it.each([
    { name: 'a pipe', isTTY: false, environment: { FORCE_COLOR: '1' } },
    { name: 'a dumb terminal', isTTY: true, environment: { TERM: 'dumb' } },
  ])('writes no escape code to $name', async ({ isTTY, environment }) => {
    const text = await shown(eventsOf(exampleResult), { isTTY, environment });
    expect(text).not.toContain('\x1b');
    expect(text).not.toContain('\r');
  });

  it('says which step failed, why and what to do', async () => {
    const text = await shown(eventsFailingAt('branch', 'No space left.\n12 GB missing.'), {
      isTTY: false,
    });
    expect(text.slice(text.indexOf('✗'))).toBe(`✗ branch     948 ms  failed

No verdict — the investigation failed at the step branch, after 5.00 s.

  No space left.
  12 GB missing.
  next: Free some space in the state folder and run again.
  reason: engine-failed
`);
  });
});

describe('on a terminal', () => {
  it('redraws the running step with its time and latest message', async () => {
    const clock = manualClock();
    const stream = Object.assign(new CollectingStream(), { isTTY: true });
    const reporter = terminalReporter(stream, { environment: { NO_COLOR: '1' }, clock });
    await reporter.on({ type: 'step-started', step: 'snapshot', atMs: 0 });
    await reporter.on(progress(10, 'table 1 of 3'));
    await reporter.on(progress(20, 'table 2 of 3'));
    clock.advance(1234);
    await reporter.on(finished(2410));
    expect(stream.text).toBe(
      [
        `${hideCursor}\r\x1b[2K⠋ snapshot     0 ms`,
        '\r\x1b[2K⠙ snapshot   1.23 s  table 2 of 3',
        '\r\x1b[2K✓ snapshot   2.41 s  3 tables\n',
      ].join(''),
    );
    await reporter.close?.();
  });

  it('never draws a line as wide as the terminal, whatever the characters', async () => {
    const clock = manualClock();
    const stream = Object.assign(new CollectingStream(), { isTTY: true, columns: 40 });
    const reporter = terminalReporter(stream, { environment: { NO_COLOR: '1' }, clock });
    await reporter.on({ type: 'step-started', step: 'snapshot', atMs: 0 });
    await reporter.on(progress(10, '日本語'.repeat(50)));
    clock.advance(80);
    expect(stream.text.split('\r\x1b[2K').at(-1)).toBe('⠙ snapshot    80 ms  日本語日本語日本…');
    stream.columns = 12;
    clock.advance(80);
    expect(stream.text.split('\r\x1b[2K').at(-1)).toBe('⠹ snapshot…');
    await reporter.close?.();
  });

  it('shows the preview as soon as there is one, and the verdict without wrapping its URL', async () => {
    const text = await shown(eventsOf(exampleResult), { isTTY: true, columns: 60 });
    expect(text.split(previewUrl)).toHaveLength(3);
    expect(text.indexOf(previewUrl)).toBeLessThan(text.indexOf('Reproduced'));
    const lines = text.slice(text.indexOf('Reproduced')).split('\n');
    const wide = lines.filter((line) => line.replace(ownCodes, '').length > 60);
    expect(wide.join()).toMatch(/^ {2}preview: [^\n]*$/);
  });

  it.each([
    { name: 'the end', events: eventsOf(exampleResult) },
    { name: 'a failure', events: eventsFailingAt('proof', 'A leak.') },
    { name: 'an interruption', events: eventsOf(exampleResult).slice(0, 6) },
  ])('gives the cursor back at $name and stops drawing', async ({ events }) => {
    const clock = manualClock();
    const stream = Object.assign(new CollectingStream(), { isTTY: true });
    const reporter = terminalReporter(stream, { environment, clock });
    for (const event of events) await reporter.on(event);
    await reporter.close?.();
    const before = stream.text;
    expect(before.lastIndexOf(showCursor)).toBeGreaterThan(before.lastIndexOf(hideCursor));
    await reporter.on({ type: 'step-started', step: 'report', atMs: 9999 });
    clock.advance(1000);
    expect(stream.text).toBe(before);
    expect(clock.ticking()).toBe(false);
  });

  it('marks the step that failed', async () => {
    const text = await shown(eventsFailingAt('proof', 'A leak.'), {
      isTTY: true,
      environment: { NO_COLOR: '1' },
    });
    expect(text).toContain('\r\x1b[2K✗ proof      2.58 s  failed\n');
  });

  it('colours, unless NO_COLOR says no', async () => {
    const events = eventsOf(exampleResult);
    expect(await shown(events, { isTTY: true })).toContain('\x1b[31mReproduced 5 of 5');
    const plain = await shown(events, { isTTY: true, environment: { NO_COLOR: '1' } });
    expect(plain).not.toMatch(colour);
    // https://no-color.org: an empty value says nothing.
    const empty = await shown(events, { isTTY: true, environment: { NO_COLOR: '' } });
    expect(empty).toMatch(colour);
  });
});

it('says the verdict of each of several cases', async () => {
  const fixed = { ...exampleReplay, case: 'other', verdict: 'fixed', failures: 0 } as const;
  const result = { ...exampleResult, replays: [exampleReplay, fixed] };
  const text = await shown(eventsOf(result), { isTTY: false });
  expect(text).toContain('\n2 cases: 1 reproduced, 1 fixed.\n');
  expect(text).toContain('\nReproduced 5 of 5 — ');
  expect(text).toContain('\nFixed, 0 of 5 failed — ');
});

it('shows each case beside its base', async () => {
  const text = await shown(eventsOf(exampleComparison), { isTTY: false });
  expect(text).toContain('\n2 cases: 1 fixed, 1 regressed.\n');
  expect(text).toContain(
    '  base → this commit: reproduced, 5 of 5 failed (100 %) → fixed, 0 of 5 failed (0 %)\n',
  );
  expect(text).toContain(
    '  base → this commit: not-reproduced, 0 of 5 failed (0 %) → regressed, 3 of 5 failed (60 %)\n',
  );
  expect(text).toContain(', compared with 1f0c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c\n');
});

it('says which trials are on the base', async () => {
  const [trial] = exampleReplay.trials;
  const finding = { kind: 'trial', case: 'a', on: 'base', number: 1, of: 5 } as const;
  const event = { type: 'finding', step: 'replay', atMs: 0 } as const;
  const events: InvestigationEvent[] = trial ? [{ ...event, finding: { ...finding, trial } }] : [];
  expect(await shown(events, { isTTY: false })).toContain('a on the base: trial 1 of 5 failed');
});

it('shows no answer of what everybody may see', async () => {
  const text = await shown(eventsOf(publicResult(exampleResult)), { isTTY: false });
  expect(text).not.toContain('answer in');
  expect(text).toContain('not-contains (in 5 of 5 trials)');
});

it('shows no answer without the culprit of what everybody may see', async () => {
  const text = await shown(eventsOf(publicResult(exampleExplained)), { isTTY: false });
  expect(text).not.toMatch(/lists\.example|answer with/);
  expect(text).toContain('Culprit of where-is-the-list: messages id=1234\n');
});

it('shows hostile text by its characters', async () => {
  const text = await shown(eventsOf(resultWith(terminalAttack)), { isTTY: false });
  expect(text).toContain(
    'a␛[2Jb␛]8;;http://evil.example␇link␛]8;;␇c␍d⟨U+202E⟩e␀f⟨U+009B⟩31mg⟨U+2028⟩h⟨U+D800⟩i',
  );
});

it('shows neither endless answers nor endless lists', async () => {
  const [trial] = exampleReplay.trials;
  const retrieved = Array.from({ length: 1000 }, (_, index) => ({
    table: 'messages',
    key: { id: index },
    rank: index + 1,
  }));
  const trials = trial === undefined ? [] : [{ ...trial, answer: 'x'.repeat(1e6), retrieved }];
  const result = { ...exampleResult, replays: [{ ...exampleReplay, trials }] };
  const text = await shown(eventsOf(result), { isTTY: false });
  expect(text).toContain('… (996,000 more characters cut)');
  expect(text).toContain('… and 980 more');
  expect(text.length).toBeLessThan(10_000);
});

async function shown(
  events: InvestigationEvent[],
  options: { isTTY: boolean; columns?: number; environment?: NodeJS.ProcessEnv },
): Promise<string> {
  const { isTTY, columns = 80, environment = {} } = options;
  const stream = Object.assign(new CollectingStream(), { isTTY, columns });
  const reporter = terminalReporter(stream, { environment, clock: manualClock() });
  for (const event of events) await reporter.on(event);
  await reporter.close?.();
  return stream.text;
}

function progress(atMs: number, message: string): InvestigationEvent {
  return { type: 'progress', step: 'snapshot', atMs, message };
}

function finished(durationMs: number): InvestigationEvent {
  const summary = '3 tables';
  return { type: 'step-finished', step: 'snapshot', atMs: durationMs, durationMs, summary };
}

function manualClock(): Clock & { advance(ms: number): void; ticking(): boolean } {
  let now = 0;
  let onTick: (() => void) | undefined;
  return {
    now: () => now,
    every(_ms, tick) {
      onTick = tick;
      return () => {
        onTick = undefined;
      };
    },
    advance(ms) {
      now += ms;
      onTick?.();
    },
    ticking: () => onTick !== undefined,
  };
}
