import type { ConfigPath, Problem } from './problem.ts';
import { isSecretField, standInFor } from './secret-fields.ts';

/** Names and values of environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Tokens of the machine that runs the engine; with them a preview could act as the repository or as its cloud account. */
const neverInPreview = [
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
];

type Read = { path: ConfigPath; variable: string };

/**
 * Replaces `${NAME}` in the strings of a parsed config by the environment's values. A problem, never an empty string,
 * is what becomes of a variable that is not set, of one in a field that is no secret (its value could reach a report),
 * and of one that the preview must not see.
 *
 * @param environment `unknown` on a machine that is not the engine's: a text with a reference then becomes one that its
 *   field accepts, and only what the environment's values could decide is left unsaid
 */
export function interpolate(
  document: unknown,
  environment: Environment | 'unknown',
): { value: unknown; problems: Problem[] } {
  const reads: Read[] = [];
  const problems: Problem[] = [];
  const value = mapStrings(document, [], (text, path) => {
    if (!text.includes('${')) return text;
    if (!isSecretField(path)) {
      const message =
        'only source.postgres, source.archive.restoreCommand, sanitize.key and the values of preview.env may read the environment';
      problems.push({ path, message });
      return text;
    }
    const replaced = text.replace(/\$\{([^}]*)\}?/g, (reference, variable: string) => {
      if (!/^[A-Z_][A-Z0-9_]*$/.test(variable) || !reference.endsWith('}')) {
        // Not shown: it may be a part of a secret that is written out.
        problems.push({ path, message: `\${…} must hold a name such as \${MODEL_KEY}` });
        return '';
      }
      reads.push({ path, variable });
      if (environment === 'unknown') return '';
      const found = environment[variable];
      if (!found)
        problems.push({ path, message: `the environment variable ${variable} is not set` });
      return found ?? '';
    });
    return environment === 'unknown' ? standInFor(path) : replaced;
  });
  return { value, problems: [...problems, ...refusePreviewReads(reads)] };
}

function refusePreviewReads(reads: readonly Read[]): Problem[] {
  const ofSource = reads.filter((read) => read.path[0] !== 'preview');
  const refused = new Set([...neverInPreview, ...ofSource.map((read) => read.variable)]);
  return reads
    .filter((read) => read.path[0] === 'preview' && refused.has(read.variable))
    .map(({ path, variable }) => ({ path, message: `a preview must not get ${variable}` }));
}

function mapStrings(
  value: unknown,
  path: ConfigPath,
  replace: (text: string, path: ConfigPath) => string,
): unknown {
  if (typeof value === 'string') return replace(value, path);
  if (Array.isArray(value)) {
    return value.map((item, index) => mapStrings(item, [...path, index], replace));
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapStrings(item, [...path, key], replace)]),
  );
}
