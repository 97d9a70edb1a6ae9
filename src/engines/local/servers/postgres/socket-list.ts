/**
 * A path for `unix_socket_directories`, which is a list: items may be quoted, because of commas. Source:
 * SplitDirectoriesString in PostgreSQL's src/backend/utils/adt/varlena.c.
 */
export function socketList(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}
