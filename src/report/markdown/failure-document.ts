import type { InvestigationEvent } from '../../investigation/event.ts';
import { cutText } from '../plain-text.ts';
import { publicMessage } from '../public.ts';
import { failureHeadline } from '../wording.ts';
import { codeBlock, codeSpan } from './code.ts';
import { type Limits, renderToFit } from './fit.ts';

/** Why an investigation ended without a verdict: its event `failed`, or what was kept of it. */
export type Failure = Omit<Extract<InvestigationEvent, { type: 'failed' }>, 'type'>;

/** An investigation that ended without a verdict: which step, what happened, what the reader does now. */
export function renderFailureMarkdown(
  failure: Failure,
  { publicRepository }: { publicRepository: boolean },
): string {
  const shown = publicRepository ? { ...failure, message: publicMessage(failure) } : failure;
  return renderToFit(0, (limits) => `${failureBlocks(shown, limits).join('\n\n')}\n`);
}

/** The same as Markdown blocks; what may not be shown is already gone. */
export function failureBlocks(failure: Failure, limits: Limits): string[] {
  const block = (text: string) => codeBlock(cutText(text, limits.text));
  return [
    `## ${failureHeadline(failure)}`,
    `Reason: ${codeSpan(failure.code)}.`,
    block(failure.message),
    '### How to go on',
    block(failure.nextStep),
  ];
}
