import type { InvestigationEvent } from '../../investigation/event.ts';
import type { Result, Verdict } from '../../investigation/result.ts';
import { culpritsOf } from '../culprits.ts';
import { facts } from '../facts.ts';
import { nextSteps } from '../next-steps.ts';
import { plainLine } from '../plain-text.ts';
import { formatInstant } from '../quantities.ts';
import { failureHeadline, headline, verdictSentence } from '../wording.ts';
import { causeLines } from './cause-lines.ts';
import { culpritLines } from './culprit-lines.ts';
import type { Paint } from './paint.ts';
import { paragraphsFor } from './paragraph.ts';
import { replayLines } from './replay-lines.ts';

const colours = {
  reproduced: 'red',
  'not-reproduced': 'yellow',
  fixed: 'green',
  'not-fixed': 'red',
  regressed: 'red',
  inconclusive: 'yellow',
  error: 'red',
} as const satisfies Record<Verdict, string>;

/** What stands below the steps of a finished investigation, the verdict first, wrapped to the columns. */
export function conclusion(result: Result, paint: Paint, columns: number): string {
  const paragraph = paragraphsFor(columns);
  const several = result.replays.length > 1;
  const verdicts = [...new Set(result.replays.map((replay) => replay.verdict))];
  const [first] = verdicts;
  const bold = (line: string) => paint('bold', line);
  const painted = (verdict: Verdict | undefined, line: string) =>
    verdict === undefined ? line : paint(colours[verdict], line);
  return [
    '',
    ...paragraph(0, headline(result.replays)).map((line) =>
      bold(painted(several ? undefined : first, line)),
    ),
    '',
    ...result.replays.flatMap((replay, index) => [
      ...(several ? paragraph(0, verdictSentence(replay)) : []).map((line) =>
        painted(replay.verdict, line),
      ),
      ...replayLines(replay, result.base?.replays[index], paragraph),
      '',
    ]),
    ...culpritsOf(result).flatMap((culprit) => {
      const replay = result.replays.find((one) => one.case === culprit.case);
      return [...culpritLines(culprit, replay, { paragraph, paint }), ''];
    }),
    ...(result.causes ? [...causeLines(result.causes, paragraph, paint), ''] : []),
    ...facts(result, plainLine).flatMap(({ name, text }) => paragraph(2, `${name}: ${text}`)),
    // Never wrapped, so that it can be opened and copied.
    `  preview: ${paint('cyan', plainLine(result.preview.url))} until ${formatInstant(result.preview.expiresAt)}`,
    ...nextSteps(result).flatMap((step) => paragraph(2, `next: ${step}`)),
    '',
  ].join('\n');
}

/** What stands below the steps of an investigation that ended without a verdict. */
export function failureConclusion(
  event: Extract<InvestigationEvent, { type: 'failed' }>,
  paint: Paint,
  columns: number,
): string {
  const paragraph = paragraphsFor(columns);
  return [
    '',
    ...paragraph(0, failureHeadline(event)).map((line) => paint('bold', paint('red', line))),
    '',
    ...paragraph(2, event.message),
    ...paragraph(2, `next: ${event.nextStep}`),
    ...paragraph(2, `reason: ${event.code}`),
    '',
  ].join('\n');
}
