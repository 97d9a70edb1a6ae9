import { expect, it } from 'vitest';
import { timelineChart } from '../../../src/report/markdown/timeline.ts';

it('draws the steps as a gantt chart, none without any width', () => {
  expect(
    timelineChart([
      { step: 'config', startMs: 0, durationMs: 0 },
      { step: 'snapshot', startMs: 12, durationMs: 65_000 },
    ]),
  ).toBe(
    [
      '```mermaid',
      'gantt',
      '    dateFormat x',
      '    axisFormat %s s',
      '    config 0 ms : 0, 1ms',
      '    snapshot 1 min 5 s : 12, 65000ms',
      '```',
    ].join('\n'),
  );
});
