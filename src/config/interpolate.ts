import { type ConfigPath, formatPath, type Problem } from './problem.ts';
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
 * @param needs the fields whose variables have to be known, all by default; the others are read as with `unknown`
 * @returns also the variables that are not set, each as often as that is a problem
 */
export function interpolate(
  document: unknown,
  environment: Environment | 'unknown',
  needs?: readonly ConfigPath[],
): { value: unknown; problems: Problem[]; unset: string[] } {
  const reads: Read[] = [];
  const problems: Problem[] = [];
  const unset: string[] = [];
  const needed = needs?.map(formatPath);
  const value = mapStrings(document, [], (text, path) => {
    if (!text.includes('${')) return text;
    if (!isSecretField(path)) {
      const message =
        'only source.postgres, source.archive.restoreCommand, sanitize.key, sanitize.embeddings.key, sanitize.embeddings.url and the values of preview.env may read the environment';
      problems.push({ path, message });
      return text;
    }
    const isKnown = environment !== 'unknown' && (needed?.includes(formatPath(path)) ?? true);
    const replaced = text.replace(/\$\{([^}]*)\}?/g, (reference, variable: string) => {
      if (!/^[A-Z_][A-Z0-9_]*$/.test(variable) || !reference.endsWith('}')) {
        // Not shown: it may be a part of a secret that is written out.
        problems.push({ path, message: `\${…} must hold a name such as \${MODEL_KEY}` });
        return '';
      }
      reads.push({ path, variable });
      if (!isKnown) return '';
      const found = environment[variable];
      if (!found) {
        unset.push(variable);
        problems.push({ path, message: `the environment variable ${variable} is not set` });
      }
      return found ?? '';
    });
    return isKnown ? replaced : standInFor(path);
  });
  return { value, problems: [...problems, ...refusePreviewReads(reads)], unset };
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
