import { plainLine } from '../report/plain-text.ts';
import { withoutCommands } from '../report/without-commands.ts';

/**
 * Prints lines that hold names from a database, each on one line and obeyed by nobody: neither by a terminal, nor by
 * GitHub's runner, in whose log a migration is checked.
 */
export function printLines(
  lines: readonly string[],
  output: NodeJS.WriteStream = process.stdout,
): void {
  output.write(lines.map((line) => `${withoutCommands(plainLine(line))}\n`).join(''));
}
