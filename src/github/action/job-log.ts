import { Transform, type Writable } from 'node:stream';

/**
 * A way to the job's log for text from outside. The runner obeys lines such as `::add-mask::x` and `##[group]x` in
 * what a step prints: here they arrive as text. Ending this stream leaves `output` open.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
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

/** The runner takes blanks before `::` away, .NET's among them, and ends a line at a carriage return, too. */
function withoutCommands(text: string): string {
  return text.replaceAll(/^([\s\u0085]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}
