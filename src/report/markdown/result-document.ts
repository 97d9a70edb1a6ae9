import type { Result } from '../../investigation/result.ts';
import { facts } from '../facts.ts';
import { cutText } from '../plain-text.ts';
import { counted, formatInstant } from '../quantities.ts';
import { headline, nextStepAfter } from '../wording.ts';
import { codeSpan } from './code.ts';
import { type Limits, renderToFit } from './fit.ts';
import { previewLink } from './preview-link.ts';
import { type PreparedReplay, prepareReplay, replaySection } from './replay-section.ts';
import { timelineChart } from './timeline.ts';

/** Who reads the document. */
export interface Audience {
  /** Identifiers and verdicts only: no answers, no assertions' values, no messages, no access to the preview. */
  publicRepository: boolean;
}

/**
 * The result as GitHub-flavoured Markdown, the verdict first, below 65,536 characters. Text from outside
 * stands in code only, where it can neither format, link, mention nor open HTML.
 */
export function renderMarkdown(result: Result, audience: Audience): string {
  const replays = result.replays.map((replay) => prepareReplay(replay, audience));
  return renderToFit(replays.length, (limits) => render(result, replays, audience, limits));
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
    ...shown.flatMap((replay) =>
      replaySection(replay, { textLimit: limits.text, heading: replays.length > 1 }),
    ),
    left > 0 ? `${counted(left, 'more case')} left out: the result as JSON has all.` : undefined,
    '### How to go on',
    howToGoOn(result, audience),
    '### How this was found',
    facts(result, quote)
      .map(({ name, text }) => `- **${name}**: ${text}`)
      .join('\n'),
    timelineChart(result.timeline),
  ];
  return `${blocks.filter((block) => block !== undefined).join('\n\n')}\n`;
}

function howToGoOn({ preview, replays }: Result, { publicRepository }: Audience): string {
  const verdicts = new Set(replays.map((replay) => replay.verdict));
  const link = previewLink(preview.url, { withToken: !publicRepository });
  const note = publicRepository ? '; this link carries no access' : '';
  return [
    ...[...verdicts].map((verdict) => `- ${nextStepAfter(verdict)}`),
    `- Preview: ${link}, until ${formatInstant(preview.expiresAt)}${note}.`,
  ].join('\n');
}
