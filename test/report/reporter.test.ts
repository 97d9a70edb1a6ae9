import { expect, it } from 'vitest';
import type { InvestigationEvent } from '../../src/investigation/event.ts';
import { type Reporter, reportTo } from '../../src/report/reporter.ts';
import { eventsOf, exampleResult } from './example-result.ts';

const events = eventsOf(exampleResult).slice(0, 3);

function collecting(seen: InvestigationEvent[]): Reporter {
  return { on: (event) => void seen.push(event) };
}

it('gives every event to every reporter, in order', async () => {
  const [one, other]: InvestigationEvent[][] = [[], []];
  const reporting = reportTo([collecting(one ?? []), collecting(other ?? [])], fail);
  for (const event of events) reporting.on(event);
  await reporting.close();
  expect(one).toEqual(events);
  expect(other).toEqual(events);
});

it.each([
  {
    how: 'throws',
    on: () => {
      throw new Error('broken');
    },
  },
  { how: 'rejects', on: () => Promise.reject(new Error('broken')) },
])('keeps a reporter that $how from the others, and says each failure once', async ({ on }) => {
  const errors: unknown[] = [];
  const seen: InvestigationEvent[] = [];
  const close = () => {
    throw new Error('broken at the end');
  };
  const reporting = reportTo([{ on, close }, collecting(seen)], (error) => errors.push(error));
  for (const event of events) reporting.on(event);
  await reporting.close();
  expect(seen).toEqual(events);
  expect(errors.map(String)).toEqual([
    'Error: broken',
    'Error: broken',
    'Error: broken',
    'Error: broken at the end',
  ]);
});

it('makes nobody wait for a slow reporter, which still gets one event at a time', async () => {
  const gate = Promise.withResolvers<void>();
  const seen: InvestigationEvent[] = [];
  let calls = 0;
  const slow: Reporter = {
    on() {
      calls += 1;
      return gate.promise;
    },
  };
  const reporting = reportTo([slow, collecting(seen)], fail);
  for (const event of events) reporting.on(event);
  await expect.poll(() => seen.length).toBe(events.length);
  expect(calls).toBe(1);
  gate.resolve();
  await reporting.close();
  expect(calls).toBe(events.length);
});

it('closes a reporter after its last event', async () => {
  const calls: string[] = [];
  const reporter: Reporter = {
    on: (event) => void calls.push(event.type),
    close: () => void calls.push('close'),
  };
  const reporting = reportTo([reporter], fail);
  for (const event of events) reporting.on(event);
  await reporting.close();
  expect(calls).toEqual([...events.map((event) => event.type), 'close']);
});

function fail(error: unknown): void {
  throw error;
}
