import type { PrivateCopy } from '../../engine.ts';

/**
 * The files of all tables and indexes that there are, as paths below the data directory without the number of the
 * segment and the fork. What else looks like one belongs to a relation that was never committed, or whose end a crash
 * swallowed; its rows are nobody's and nothing masked them.
 */
export async function readRelationFiles(copy: PrivateCopy): Promise<ReadonlySet<string>> {
  const client = await copy.connect();
  const { rows } = await client.query<{ path: string }>(
    `SELECT pg_catalog.pg_relation_filepath(oid) AS path FROM pg_catalog.pg_class
     WHERE pg_catalog.pg_relation_filepath(oid) IS NOT NULL`,
  );
  await client.end();
  return new Set(rows.map(({ path }) => path));
}

/** Whether a file is one of a relation that is not among these; other files are never. */
export function isOrphan(path: string, relations: ReadonlySet<string>): boolean {
  const [, relation] = /^(.*\/\d+)(?:_(?:fsm|vm|init))?(?:\.\d+)?$/.exec(path) ?? [];
  const isRelation = relation !== undefined && /^(global|base|pg_tblspc)\//.test(path);
  return isRelation && !relations.has(relation);
}
