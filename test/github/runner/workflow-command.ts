/** A line that tells the runner something: `::error file=a.ts,line=1::message`. */
export interface WorkflowCommand {
  /** In lower case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** All commands that a runner knows; lines with other names are output. */
const known = new Set([
  ...['add-mask', 'debug', 'notice', 'warning', 'error', 'group', 'endgroup', 'echo'],
  ...['stop-commands', 'set-output', 'save-state', 'set-env', 'add-path'],
  ...['add-matcher', 'remove-matcher', 'internal-set-repo-path'],
]);

/**
 * The command that a line of output is, in the form `::name key=value::data` or the older `##[name key=value;]data`,
 * which also counts in the midst of a line; `undefined` for mere output. The runner looks for both in standard output
 * and standard error: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 *
 * @param resume the token that ends `::stop-commands::`, which is a command while it is set
 */
export function parseWorkflowCommand(line: string, resume?: string): WorkflowCommand | undefined {
  const current = /^\s*::(.*?)::(.*)$/s.exec(line);
  const found = current ?? /##\[(.*?)\](.*)$/s.exec(line);
  if (found === null) return undefined;
  const [, command = '', data = ''] = found;
  const [, written = '', properties = ''] = /^([^ ]*) ?(.*)$/s.exec(command) ?? [];
  const name = written.toLowerCase();
  if (!known.has(name) && name !== resume?.toLowerCase()) return undefined;
  const unescapeValue = current === null ? unescapeOlder : unescapeProperty;
  return {
    name,
    properties: Object.fromEntries(
      properties
        .split(current === null ? ';' : ',')
        .map((pair) => /^([^=]+)=(.+)$/s.exec(pair.trim()))
        .filter((pair) => pair !== null)
        .map(([, key = '', value = '']) => [key, unescapeValue(value)]),
    ),
    data: current === null ? unescapeOlder(data) : unescapeData(data),
  };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  const rest = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':');
  return rest.replaceAll('%2C', ',').replaceAll('%25', '%');
}

function unescapeOlder(text: string): string {
  const rest = text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return rest.replaceAll('%5D', ']').replaceAll('%25', '%');
}
