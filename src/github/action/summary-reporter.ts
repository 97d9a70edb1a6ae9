import { renderFailureMarkdown } from '../../report/markdown/failure-document.ts';
import { type Audience, renderMarkdown } from '../../report/markdown/result-document.ts';
import type { Reporter } from '../../report/reporter.ts';
import type { Runner } from './runner.ts';

/** Writes the report onto the run's page when the investigation ended, with a verdict or without. */
export function summaryReporter({ writeSummary }: Runner, audience: Audience): Reporter {
  return {
    async on(event) {
      if (event.type === 'finished') await writeSummary(renderMarkdown(event.result, audience));
      if (event.type === 'failed') await writeSummary(renderFailureMarkdown(event, audience));
    },
  };
}
