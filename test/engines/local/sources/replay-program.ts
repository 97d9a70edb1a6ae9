/**
 * A program that replays the log, for a test that ends it: prints what happens. Arguments: where the copy is made, the
 * folder of base backups, the restore command, the instant and the folder of PostgreSQL's programs; the source's URL is
 * in the environment.
 */
import { Secret } from '../../../../src/config/secret.ts';
import { createPostgresServer } from '../../../../src/engines/local/servers/postgres/postgres-server.ts';
import { archiveOfSource } from '../../../../src/engines/local/sources/archive.ts';

const [to = '', baseBackups = '', restoreCommand = '', at = '', bin = ''] = process.argv.slice(2);
const server = createPostgresServer({ programs: [bin] });
const past = await archiveOfSource(
  {
    postgres: new Secret(process.env.SOURCE_URL ?? ''),
    copy: 'files',
    archive: { restoreCommand: new Secret(restoreCommand), baseBackups },
  },
  new Date(at),
  { programs: [bin] },
);
await past.copyTo({
  to,
  owner: await server.account(),
  server,
  signal: new AbortController().signal,
  onProgress: (message) => process.stdout.write(`${message}\n`),
});
