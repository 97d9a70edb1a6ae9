import type { Writable } from 'node:stream';
import { resultSchema } from '../investigation/result.ts';
import { openOutput } from './output.ts';
import { plainJson } from './plain-text.ts';
import type { Reporter } from './reporter.ts';

/**
 * Writes the result as one JSON document and a line break, and nothing else: no progress, nothing on failure.
 * Rejects with a `ZodError` and writes nothing if the result is not what its schema promises.
 */
export function jsonReporter(stream: Writable): Reporter {
  const output = openOutput(stream);
  return {
    on(event) {
      if (event.type !== 'finished') return;
      const document = JSON.stringify(resultSchema.parse(event.result), null, 2);
      output.write(`${plainJson(document)}\n`);
      return output.flushed();
    },
    close: output.close,
  };
}
