import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Step, stepSchema } from '../../src/investigation/result.ts';
import type { Reporter } from '../../src/report/reporter.ts';
import { brokenStream, CollectingStream } from './collecting-stream.ts';
import { eventsFailingAt, eventsOf, exampleResult } from './example-result.ts';
import { markdownAttack, resultWith, terminalAttack } from './hostile-text.ts';

interface Subject {
  create(stream: Writable): Reporter;
  /** Runs against a stream that says it is a terminal. */
  terminal?: boolean;
  /** The escape codes that are the reporter's own. */
  ownCodes?: RegExp;
}

/** What every reporter must do, whatever form it has. */
export function testReporter(name: string, subject: Subject): void {
  const open = () => Object.assign(new CollectingStream(), { isTTY: subject.terminal ?? false });
  const withoutOwnCodes = (text: string) => text.replace(subject.ownCodes ?? /$^/, '');

  describe(`${name} as a reporter`, () => {
    it('shows a whole investigation', async () => {
      const stream = open();
      await showAll(subject.create(stream), eventsOf(exampleResult));
      expect(stream.text).toContain('where-is-the-list');
      expect(stream.text.endsWith('\n')).toBe(true);
    });

    it.each(stepSchema.options)('survives a failure at %s', async (step: Step) => {
      const stream = open();
      await showAll(subject.create(stream), eventsFailingAt(step, 'No space left.'));
      expect(stream.text).not.toMatch(/reproduced/i);
    });

    it('survives a failure before any step', async () => {
      const failed = eventsFailingAt('config', 'No config.').slice(-1);
      await expect(showAll(subject.create(open()), failed)).resolves.toBeUndefined();
    });

    it.each([
      { name: 'a terminal', text: terminalAttack },
      { name: 'GitHub', text: markdownAttack },
    ])('writes nothing that $name obeys', async ({ text }) => {
      const stream = open();
      const events = eventsOf(resultWith(text)).map((event) =>
        event.type === 'step-finished'
          ? { ...event, summary: text }
          : event.type === 'progress'
            ? { ...event, message: text }
            : event,
      );
      await showAll(subject.create(stream), events);
      await showAll(subject.create(stream), eventsFailingAt('branch', text));
      expect(stream.text.length).toBeGreaterThan(0);
      expect([...withoutOwnCodes(stream.text)].filter(isObeyed)).toEqual([]);
    });

    it('rejects once when its stream breaks, and goes on in silence', async () => {
      const reporter = subject.create(brokenStream(new Error('EPIPE')));
      const errors: unknown[] = [];
      for (const event of [...eventsOf(exampleResult), ...eventsOf(exampleResult)]) {
        await Promise.resolve(reporter.on(event)).catch((error: unknown) => errors.push(error));
      }
      await reporter.close?.();
      // Time for an 'error' event that nobody listens to.
      await sleep(10);
      expect(errors.map(String)).toEqual(['Error: EPIPE']);
    });

    it('is silent after close, which may come twice and at any time', async () => {
      const stream = open();
      const reporter = subject.create(stream);
      const [first, second, ...rest] = eventsOf(exampleResult);
      for (const event of [first, second]) if (event) await reporter.on(event);
      await reporter.close?.();
      const before = stream.text;
      for (const event of rest) await reporter.on(event);
      await reporter.close?.();
      await sleep(200);
      expect(stream.text).toBe(before);
      expect(stream.writableEnded).toBe(false);
    });
  });
}

async function showAll(reporter: Reporter, events: ReturnType<typeof eventsOf>): Promise<void> {
  for (const event of events) await reporter.on(event);
  await reporter.close?.();
}

/** The controls, bidi marks and overrides, separators and surrogates that must not come out. */
function isObeyed(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const ranges = [
    [0x00, 0x09],
    [0x0b, 0x1f],
    [0x7f, 0x9f],
    [0x200e, 0x200f],
    [0x2028, 0x202e],
    [0x2066, 0x2069],
    [0xd800, 0xdfff],
  ] as const;
  return ranges.some(([first, last]) => first <= code && code <= last);
}
