import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';

/** The oid of the catalog of roles: src/include/catalog/pg_authid.h */
const AUTHID = 1260;
/** RELMAPPER_FILEMAGIC in src/backend/utils/cache/relmapper.c */
const MAP_MAGIC = 0x592717;

/** Of pages and their pointers to rows: src/include/storage/bufpage.h and itemid.h, in bytes. */
const PAGE_HEADER = 24;
const POINTER = 4;
const POINTER_NORMAL = 1;

/** Bits of t_infomask: src/include/access/htup_details.h */
const XMIN_FROZEN = 0x0300;
const XMIN_INVALID = 0x0200;
const XMAX_LOCK_ONLY = 0x0080;
const XMAX_INVALID = 0x0800;

/** Of a row: oid, rolname (64 bytes), rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin. */
const NAME = 4;
const IS_SUPERUSER = 68;
const CAN_LOGIN = 72;

interface Role {
  readonly oid: number;
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly canLogin: boolean;
  /** False for a row that was removed or replaced, as far as the row itself tells. */
  readonly isPresent: boolean;
}

/**
 * The superuser with the smallest oid who may log in, of a data directory whose server doesn't run: nobody could be
 * asked without knowing one already. Of a base backup that is not recovered yet it may be an earlier name. Throws
 * `source-unsupported` when there is none.
 */
export async function findSuperuser(dataDirectory: string): Promise<string> {
  const folder = join(dataDirectory, 'global');
  const node = fileNodeOf(AUTHID, await readFile(join(folder, 'pg_filenode.map')));
  const roles = node === undefined ? [] : readRoles(await readFile(join(folder, String(node))));
  const [found] = roles
    .filter(({ isSuperuser, canLogin }) => isSuperuser && canLogin)
    .sort((a, b) => Number(b.isPresent) - Number(a.isPresent) || a.oid - b.oid);
  if (found !== undefined) return found.name;
  throw new BranchProdError('source-unsupported', 'The copy has no superuser who may log in', {
    nextStep: 'Make one on the source: `ALTER ROLE … SUPERUSER LOGIN`.',
  });
}

/** RelMapFile in src/backend/utils/cache/relmapper.c: magic, number of mappings, then pairs of oid and file. */
function fileNodeOf(oid: number, map: Buffer): number | undefined {
  if (map.readInt32LE(0) !== MAP_MAGIC) return undefined;
  const count = Math.min(map.readInt32LE(4), Math.floor((map.length - 8) / 8));
  const places = Array.from({ length: count }, (_, index) => 8 + 8 * index);
  const place = places.find((at) => map.readUInt32LE(at) === oid);
  return place === undefined ? undefined : map.readUInt32LE(place + 4);
}

function readRoles(table: Buffer): Role[] {
  const roles: Role[] = [];
  // pd_pagesize_version; a page that was never written has a zero here.
  const pageSize = table.length < PAGE_HEADER ? 0 : table.readUInt16LE(18) & 0xff00;
  for (let page = 0; pageSize > 0 && page + pageSize <= table.length; page += pageSize) {
    const lower = Math.min(table.readUInt16LE(page + 12), pageSize);
    for (let pointer = PAGE_HEADER; pointer + POINTER <= lower; pointer += POINTER) {
      const bits = table.readUInt32LE(page + pointer);
      const start = page + (bits & 0x7fff);
      if (((bits >>> 15) & 3) === POINTER_NORMAL) roles.push(readRole(table.subarray(start)));
    }
  }
  return roles;
}

/** HeapTupleHeaderData in src/include/access/htup_details.h: t_xmax at 4, t_infomask at 20, t_hoff at 22. */
function readRole(tuple: Buffer): Role {
  const mask = tuple.readUInt16LE(20);
  const row = tuple.subarray(tuple.readUInt8(22));
  const name = row.subarray(NAME, IS_SUPERUSER);
  const length = name.indexOf(0);
  return {
    oid: row.readUInt32LE(0),
    name: name.toString('utf8', 0, length === -1 ? name.length : length),
    isSuperuser: row[IS_SUPERUSER] === 1,
    canLogin: row[CAN_LOGIN] === 1,
    isPresent:
      (mask & XMIN_FROZEN) !== XMIN_INVALID &&
      (tuple.readUInt32LE(4) === 0 || (mask & (XMAX_INVALID | XMAX_LOCK_ONLY)) !== 0),
  };
}
