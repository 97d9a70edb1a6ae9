import { it } from 'vitest';
import { findTestInstallations } from '../postgres/installations.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { have } from '../skip.ts';

it('starts a server and leaves it running', async () => {
  const { any } = await findTestInstallations();
  const { dataDirectory } = await startPostgres(have(any).installation);
  console.log(`started in ${dataDirectory}`);
});
