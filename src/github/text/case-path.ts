/**
 * A path as somebody wrote it, if it is that of a YAML file inside the repository: relative, without `..` and without
 * anything that a file system or a terminal takes for more than a name. A leading `./` is dropped.
 */
export function readCasePath(written: string): string | undefined {
  const path = written.replace(/^\.\//, '');
  const isPlain = path.length <= 500 && !/[\p{C}\p{Zl}\p{Zp}\\]/u.test(path);
  const names = path.split('/');
  const isInside = names.every((name) => name !== '' && name !== '.' && name !== '..');
  return isPlain && isInside && /[^/]\.ya?ml$/.test(path) ? path : undefined;
}
