import { createHash, randomBytes } from 'node:crypto';
import { BranchProdError } from '../../../errors.ts';

/** What an id names; it decides the folder that the item lies in. */
export type IdKind = 'snapshot' | 'branch' | 'copy';

const PREFIXES = { snapshot: 'snap', branch: 'br', copy: 'copy' } as const;

/** An id that nobody has had, for example `br-3f9a2c41d07b`. */
export function newId(kind: IdKind): string {
  return `${PREFIXES[kind]}-${randomBytes(6).toString('hex')}`;
}

/** The snapshot's id that follows from everything that decides its content. */
export function snapshotIdOf(parts: readonly string[]): string {
  return `${PREFIXES.snapshot}-${fingerprint(parts)}`;
}

/** 12 hexadecimal digits that differ when any part differs, or when they are cut differently. */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** Whether the text is an id of that kind, and so safe as the name of a folder. */
export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${PREFIXES[kind]}-[0-9a-f]{12}$`).test(text);
}

/** Throws `not-found` unless the text, which may come from anybody, is an id of one of the kinds; says which. */
export function parseId<Kind extends IdKind>(text: string, kinds: readonly Kind[]): Kind {
  const kind = kinds.find((kind) => isId(kind, text));
  if (kind === undefined) throw notFound(text);
  return kind;
}

/** The error for an id that names nothing. */
export function notFound(text: string): BranchProdError {
  return new BranchProdError('not-found', `There is no ${JSON.stringify(text.slice(0, 80))}`, {
    nextStep: 'See what exists with `branch-prod list`.',
  });
}
