import type { Writable } from 'node:stream';
import { renderFailureMarkdown } from './markdown/failure-document.ts';
import { type Audience, renderMarkdown } from './markdown/result-document.ts';
import { openOutput } from './output.ts';
import type { Reporter } from './reporter.ts';

/** Writes one Markdown document when the investigation ended, with a verdict or without. */
export function markdownReporter(stream: Writable, audience: Audience): Reporter {
  const output = openOutput(stream);
  return {
    on(event) {
      if (event.type === 'finished') output.write(renderMarkdown(event.result, audience));
      if (event.type === 'failed') output.write(renderFailureMarkdown(event, audience));
      return output.flushed();
    },
    close: output.close,
  };
}
