import type { ConfigPath } from './problem.ts';

/** The fields whose value may come from the environment, and is never shown; `*` stands for any key. */
const secretFields: readonly ConfigPath[] = [
  ['source', 'postgres'],
  ['sanitize', 'key'],
  ['preview', 'env', '*'],
];

/** Whether the field at this path may read the environment. */
export function isSecretField(path: ConfigPath): boolean {
  return secretFields.some((field) => field.length === path.length && startsWith(path, field));
}

/** The path down to the secret field that it enters: below it, keys may be parts of the secret. */
export function cutAtSecretField(path: ConfigPath): ConfigPath {
  const field = secretFields.find((field) => startsWith(path, field));
  return field === undefined ? path : path.slice(0, field.length);
}

function startsWith(path: ConfigPath, field: ConfigPath): boolean {
  return field.every((key, at) => at < path.length && (key === '*' || key === path[at]));
}
