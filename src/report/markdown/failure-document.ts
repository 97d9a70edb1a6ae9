import type { InvestigationEvent } from '../../investigation/event.ts';
import { cutText } from '../plain-text.ts';
import { failureHeadline } from '../wording.ts';
import { codeBlock, codeSpan } from './code.ts';
import { renderToFit } from './fit.ts';

type Failed = Extract<InvestigationEvent, { type: 'failed' }>;

/**
 * An investigation that ended without a verdict: which step, what happened, what the reader does now. On a
 * public repository without the message, which may quote the application's own output.
 */
export function renderFailureMarkdown(
  event: Failed,
  { publicRepository }: { publicRepository: boolean },
): string {
  return renderToFit(0, (limits) => {
    const block = (text: string) => codeBlock(cutText(text, limits.text));
    const blocks = [
      `## ${failureHeadline(event)}`,
      `Reason: ${codeSpan(event.code)}.`,
      ...(publicRepository ? [] : [block(event.message)]),
      '### How to go on',
      block(event.nextStep),
    ];
    return `${blocks.join('\n\n')}\n`;
  });
}
