import type { Result } from '../../investigation/result.ts';
import { formatDuration } from '../quantities.ts';

/** The steps as a Mermaid gantt chart (https://mermaid.js.org/syntax/gantt.html); no text from outside is in it. */
export function timelineChart(timeline: Result['timeline']): string {
  const end = Math.max(0, ...timeline.map((entry) => entry.startMs + entry.durationMs));
  return [
    '```mermaid',
    'gantt',
    '    dateFormat x',
    // Counted from the epoch, %s and %Q are the only units that no time zone shifts.
    `    axisFormat ${end < 10_000 ? '%Q ms' : '%s s'}`,
    ...timeline.map(
      ({ step, startMs, durationMs }) =>
        `    ${step} ${formatDuration(durationMs)} : ${startMs}, ${Math.max(1, durationMs)}ms`,
    ),
    '```',
  ].join('\n');
}
