import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgramFolder } from '../servers/postgres/find-program-folder.ts';

export interface AcceptedConfiguration {
  /** The content of a `postgresql.conf`. */
  readonly configuration: string;
  /** About what was left out, in sentences for the report. */
  readonly notes: readonly string[];
}

/**
 * A configuration without the settings with which the server of this machine would not start: a locale or a time zone
 * that is not installed here, or something that only a vendor's PostgreSQL knows. Throws `source-unsupported` when
 * this machine has no PostgreSQL of that major version.
 *
 * @param configuration as `readConfiguration` returns it.
 * @param programs folders with the programs of PostgreSQL, looked at before the usual places.
 */
export async function acceptedConfiguration(
  configuration: string,
  { major, programs }: { readonly major: number; readonly programs: readonly string[] },
): Promise<AcceptedConfiguration> {
  const program = join(await findProgramFolder(major, programs), 'postgres');
  const lines = configuration.split('\n').filter((line) => line !== '');
  if (await accepts(program, lines)) return { configuration, notes: [] };
  const accepted: string[] = [];
  const notes: string[] = [];
  for (const line of lines) {
    if (await accepts(program, [line])) accepted.push(`${line}\n`);
    else notes.push(noteOf(line));
  }
  return { configuration: accepted.join(''), notes };
}

/**
 * As SelectConfigFiles in PostgreSQL's src/backend/utils/misc/guc.c: with -C it reads its arguments and the settings,
 * says one of them and ends, before it looks at the data directory. As the first argument even root may do that.
 */
async function accepts(program: string, lines: readonly string[]): Promise<boolean> {
  const settings = lines.flatMap((line) => ['-c', asArgument(line)]);
  const args = ['-C', 'port', '-D', '/', '-c', 'config_file=/dev/null', ...settings];
  try {
    // Nothing of our environment: it holds the source's credentials and the mask's key.
    await promisify(execFile)(program, args, { cwd: '/', env: { PATH: process.env.PATH } });
    return true;
  } catch {
    return false;
  }
}

/** `name = 'it''s'` as `name=it's`; see `settingLine`. */
function asArgument(line: string): string {
  const [, name, quoted = ''] = /^(\S+) = '(.*)'$/.exec(line) ?? [];
  return `${name}=${quoted.replaceAll("''", "'").replaceAll('\\\\', '\\')}`;
}

function noteOf(line: string): string {
  const [name] = line.split(' ');
  return `The source's setting ${name} was left out: the PostgreSQL of this machine doesn't know it, or its value.`;
}
