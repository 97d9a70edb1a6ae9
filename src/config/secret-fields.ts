import type { ConfigPath } from './problem.ts';

/**
 * The fields whose value may come from the environment, and is never shown; `*` stands for any key. The stand-in is a
 * value that the field's schema accepts.
 */
const secretFields: readonly { path: ConfigPath; standIn: string }[] = [
  { path: ['source', 'postgres'], standIn: 'postgres://stand-in.invalid/stand-in' },
  { path: ['source', 'archive', 'restoreCommand'], standIn: 'stand-in %f %p' },
  { path: ['sanitize', 'key'], standIn: 'stand-in for the key of the masks' },
  { path: ['sanitize', 'embeddings', 'key'], standIn: 'stand-in' },
  { path: ['sanitize', 'embeddings', 'url'], standIn: 'https://stand-in.invalid' },
  { path: ['preview', 'env', '*'], standIn: '' },
  { path: ['ai', 'judge', 'key'], standIn: 'stand-in' },
  { path: ['ai', 'judge', 'url'], standIn: 'https://stand-in.invalid' },
];

/** Whether the field at this path may read the environment. */
export function isSecretField(path: ConfigPath): boolean {
  return secretFields.some((field) => field.path.length === path.length && startsWith(path, field));
}

/** What stands for the value of a secret field where nobody may know it. */
export function standInFor(path: ConfigPath): string {
  return secretFields.find((field) => startsWith(path, field))?.standIn ?? '';
}

/** The path down to the secret field that it enters: below it, keys may be parts of the secret. */
export function cutAtSecretField(path: ConfigPath): ConfigPath {
  const field = secretFields.find((field) => startsWith(path, field));
  return field === undefined ? path : path.slice(0, field.path.length);
}

function startsWith(path: ConfigPath, field: { path: ConfigPath }): boolean {
  return field.path.every((key, at) => at < path.length && (key === '*' || key === path[at]));
}
