import type { InvestigationEvent } from '../investigation/event.ts';
import { renderFailureMarkdown } from './markdown/failure-document.ts';
import { renderMarkdown } from './markdown/result-document.ts';
import { publicEvent } from './public.ts';
import type { Reporter } from './reporter.ts';
import { renderChecklist } from './thread/checklist.ts';
import { addEvent, nothingYet } from './thread/progress.ts';
import { createPublisher } from './thread/publisher.ts';

/** What a thread's comment shows of an investigation at one instant. */
export interface ThreadDocument {
  /** Markdown of less than 65,000 characters. */
  readonly body: string;
  /** `failed`: it ended without a result. */
  readonly phase: 'running' | 'finished' | 'failed';
}

/** How often the time of a running step alone is worth an edit. */
const heartbeatMs = 15_000;

const startAgain = 'Then comment `/branch-prod` to start again.';

/**
 * Shows an investigation in a thread's one comment: a checklist that is edited while it runs, then the report.
 * An edit that fails is made up for by the next; `on` rejects only when the last document could not be published.
 *
 * @param options.publish puts the document in place of the one before; never called twice at a time. It limits its own
 *   time.
 * @param options.hold whether branch and preview stay up after the report, until the preview's expiry.
 * @param options.intervalMs the shortest time between the end of one edit and the next.
 * @param options.now milliseconds since any fixed instant, never going back.
 */
export function threadReporter({
  publish,
  publicRepository,
  hold = false,
  intervalMs = 3000,
  now = () => performance.now(),
}: {
  publish: (document: ThreadDocument) => Promise<void>;
  publicRepository: boolean;
  hold?: boolean;
  intervalMs?: number;
  now?: () => number;
}): Reporter {
  const audience = { publicRepository, previewUp: hold };
  const publisher = createPublisher({ publish, intervalMs, heartbeatMs, now });
  let progress = nothingYet;
  return {
    on(event: InvestigationEvent) {
      if (event.type === 'finished') {
        const body = renderMarkdown(event.result, audience);
        return publisher.finish({ body, phase: 'finished' });
      }
      if (event.type === 'failed') {
        const body = `${renderFailureMarkdown(event, audience)}\n${startAgain}\n`;
        return publisher.finish({ body, phase: 'failed' });
      }
      const shown = publicRepository ? publicEvent(event) : event;
      if (shown === undefined) return;
      const current = addEvent(progress, shown, now());
      if (current === progress) return;
      progress = current;
      publisher.offer((atMs) => ({
        body: renderChecklist(current, { ...audience, nowMs: atMs }),
        phase: 'running',
      }));
    },
    close: publisher.close,
  };
}
