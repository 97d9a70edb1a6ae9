import type { Result } from '../../investigation/result.ts';
import { facts } from '../facts.ts';
import { cutText } from '../plain-text.ts';
import { publicResult } from '../public/public-result.ts';
import { counted, formatInstant } from '../quantities.ts';
import { headline } from '../wording.ts';
import { codeSpan } from './code.ts';
import { comparisonTable } from './comparison-table.ts';
import { explanationBlocks } from './explanation-blocks.ts';
import { type Limits, renderToFit } from './fit.ts';
import { goOnLines } from './go-on.ts';
import { previewLine } from './preview-line.ts';
import { type PreparedReplay, prepareReplay, replaySection } from './replay-section.ts';
import { timelineChart } from './timeline.ts';

/** Who reads the document, and when. */
export interface Audience {
  /** Identifiers and verdicts only: no answers, no assertions' values, no messages, no access to the preview. */
  publicRepository: boolean;
  /** Whether branch and preview outlive the report, until the preview's expiry. */
  previewUp: boolean;
}

/**
 * The result as GitHub-flavoured Markdown, the verdict first, short enough for a comment. Text from outside
 * stands in code only, where it can neither format, link, mention nor open HTML.
 */
export function renderMarkdown(result: Result, audience: Audience): string {
  const shown = audience.publicRepository ? publicResult(result) : result;
  const replays = shown.replays.map((replay) => prepareReplay(replay, audience));
  return renderToFit(replays.length, (limits) => render(shown, replays, audience, limits));
}

function render(
  result: Result,
  replays: PreparedReplay[],
  audience: Audience,
  limits: Limits,
): string {
  const quote = (text: string) => codeSpan(cutText(text, limits.text));
  const shown = replays.slice(0, limits.sections);
  const left = replays.length - shown.length;
  const blocks = [
    `## ${headline(result.replays)}`,
    result.base && comparisonTable(result, limits),
    ...shown.flatMap((prepared) => [
      ...replaySection(prepared, { textLimit: limits.text, heading: replays.length > 1 }),
      ...explanationBlocks(result, prepared.replay, { textLimit: limits.text, answers: true }),
    ]),
    left > 0 ? `${counted(left, 'more case')} left out: the result as JSON has all.` : undefined,
    '### How to go on',
    [...goOnLines(result), ...previewLines(result, audience)].map((line) => `- ${line}`).join('\n'),
    '### How this was found',
    facts(result, quote)
      .map(({ name, text }) => `- **${name}**: ${text}`)
      .join('\n'),
    timelineChart(result.timeline),
  ];
  return `${blocks.filter((block) => block !== undefined).join('\n\n')}\n`;
}

function previewLines(
  { preview, investigation }: Result,
  { previewUp, publicRepository }: Audience,
): string[] {
  if (!previewUp) return ['Branch and preview ended with this run.'];
  const until = formatInstant(preview.expiresAt);
  const line = previewLine(preview, { until, publicRepository });
  if (investigation.thread === undefined) return [line];
  return [line, '`/branch-prod destroy` takes branch and preview down before that.'];
}
