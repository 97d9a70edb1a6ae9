import { Transform, type Writable } from 'node:stream';
import { withoutCommands } from '../../report/without-commands.ts';

/**
 * A way to the job's log for text from outside: what the runner would obey arrives as text. Ending this stream leaves
 * `output` open.
 */
export function openJobLog(output: Writable): Writable {
  let rest = '';
  const log = new Transform({
    decodeStrings: false,
    transform(chunk: string | Buffer, _encoding, done) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() as string;
      done(null, lines.map((line) => `${withoutCommands(line)}\n`).join(''));
    },
    flush(done) {
      done(null, withoutCommands(rest));
    },
  });
  log.pipe(output, { end: false });
  return log;
}
