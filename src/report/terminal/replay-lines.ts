import type { ReplayResult } from '../../investigation/result.ts';
import { plainLine } from '../plain-text.ts';
import { counted, formatCount } from '../quantities.ts';
import { summarizeReplay } from '../replay-summary.ts';
import { rateSentence, sideOf } from '../wording.ts';
import type { Paragraph } from './paragraph.ts';
import { recordLine } from './record-line.ts';

const maxRows = 20;

/** One replayed case below its verdict: beside its base if there is one, answer, failed assertions, retrieved records. */
export function replayLines(
  replay: ReplayResult,
  base: ReplayResult | undefined,
  paragraph: Paragraph,
): string[] {
  const { answered, answer, otherAnswers, retrieved, contexts, failed, errors } =
    summarizeReplay(replay);
  const inTrials = (trials: number) => `in ${trials} of ${counted(answered, 'trial')}`;
  const ofAll = (trials: number) => `in ${trials} of ${counted(replay.trials.length, 'trial')}`;
  const others = otherAnswers > 0 ? `; ${counted(otherAnswers, 'other answer')}` : '';
  const rate = rateSentence(replay);
  const list = (title: string, items: string[]) => {
    const more = items.length - maxRows;
    return [
      ...(items.length > 0 ? paragraph(2, title) : []),
      ...items.slice(0, maxRows).flatMap((item) => paragraph(4, plainLine(item))),
      ...(more > 0 ? paragraph(4, `… and ${formatCount(more)} more`) : []),
    ];
  };
  return [
    ...paragraph(2, `case: ${plainLine(replay.case)}${rate === undefined ? '' : `, ${rate}`}`),
    ...(base ? paragraph(2, `base → this commit: ${sideOf(base)} → ${sideOf(replay)}`) : []),
    // Empty in what everybody may see.
    ...(answer === undefined || answer.value === ''
      ? []
      : [
          ...paragraph(2, `answer ${inTrials(answer.trials)}${others}:`),
          ...paragraph(4, answer.value),
        ]),
    ...list(
      'failed assertions:',
      failed.map(({ value, trials }) => `${value} (${inTrials(trials)})`),
    ),
    ...list(
      'no answer:',
      errors.map(({ value, trials }) => `${value} (${counted(trials, 'trial')})`),
    ),
    ...(contexts.length === 1
      ? contexts.flatMap(({ value, trials }) =>
          paragraph(2, `context ${ofAll(trials)}: ${plainLine(value)}`),
        )
      : list(
          'context:',
          contexts.map(({ value, trials }) => `${value} (${ofAll(trials)})`),
        )),
    ...list(`retrieved, the same ${inTrials(retrieved.trials)}:`, retrieved.value.map(recordLine)),
  ];
}
