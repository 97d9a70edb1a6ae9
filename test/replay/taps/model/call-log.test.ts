import { expect, test } from 'vitest';
import { createCallLog } from '../../../../src/replay/taps/model/call-log.ts';

const call = (answer: string) => ({
  startedAt: performance.now(),
  observe: () => ({
    ...{ api: 'other' as const, asked: undefined, model: undefined, prompt: '', answer },
    ...{ durationMs: 0, status: 200, isLost: false },
  }),
});

test('a recording holds a bounded number of calls and texts, and the next one as much again', async () => {
  const log = createCallLog({ calls: 2, text: 10 });
  for (let time = 0; time < 2; time++) {
    const recording = log.record();
    expect(['a', 'b', 'c'].map((name) => log.begin(call(name)))).toEqual([true, true, false]);
    expect(['123456', '789012', '3456'].map(log.keep)).toEqual(['123456', '', '3456']);
    expect((await recording.end()).map(({ answer }) => answer)).toEqual(['a', 'b']);
  }
});

test('what begins while nothing is recorded is not held', async () => {
  const log = createCallLog();
  expect(log.begin(call('before'))).toBe(false);
  const recording = log.record();
  await recording.end();
  expect(log.begin(call('after'))).toBe(false);
  expect(await recording.end()).toEqual([]);
});
