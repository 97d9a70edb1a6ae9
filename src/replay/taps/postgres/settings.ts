import { escapeIdentifier, escapeLiteral } from 'pg';

/** Parameters of PostgreSQL by name, such as `enable_indexscan`. */
export type Settings = Readonly<Record<string, string>>;

/**
 * The startup parameters with the settings added to what the application itself asks for by `options`: there they
 * outlive `RESET ALL` and `DISCARD ALL`, with which pools clean sessions. Spaces and backslashes are escaped as
 * pg_split_opts in PostgreSQL's src/backend/utils/init/postinit.c has it.
 */
export function withSettings(
  parameters: ReadonlyMap<string, string>,
  settings: Settings,
): ReadonlyMap<string, string> {
  const words = Object.entries(settings).map(
    ([name, value]) => `-c ${`${name}=${value}`.replaceAll(/[\\\s]/g, '\\$&')}`,
  );
  if (words.length === 0) return parameters;
  const given = parameters.get('options');
  return new Map([...parameters, ['options', [...(given ? [given] : []), ...words].join(' ')]]);
}

/**
 * The same as statements, for PGlite, which reads no `options`; and as it has one session for all connections, what
 * was set before is reset. `undefined` if there is nothing to do.
 */
export function settingStatements(
  settings: Settings,
  before: Iterable<string>,
): string | undefined {
  const resets = [...before]
    .filter((name) => !Object.hasOwn(settings, name))
    .map((name) => `RESET ${parameter(name)};`);
  const sets = Object.entries(settings).map(
    ([name, value]) => `SET ${parameter(name)} = ${escapeLiteral(value)};`,
  );
  const statements = [...resets, ...sets].join(' ');
  return statements === '' ? undefined : statements;
}

/** Those of extensions have a dot: `hnsw.ef_search`. */
function parameter(name: string): string {
  return name.split('.').map(escapeIdentifier).join('.');
}
