/**
 * A program that starts a server and then hangs, for tests that end it: prints the server's identity. Arguments: the
 * product and the data directory; the folder of PostgreSQL's programs is in the environment.
 */
import { Secret } from '../../../../src/config/secret.ts';
import {
  createServers,
  type Product,
} from '../../../../src/engines/local/servers/choose-server.ts';

const [product = '', dataDirectory = ''] = process.argv.slice(2);
const server = createServers({ programs: [process.env.PROGRAMS ?? ''] })[product as Product];
const running = await server.start({
  dataDirectory,
  database: 'postgres',
  superuser: 'postgres',
  access: { kind: 'login', user: 'branch', password: new Secret('of-the-program') },
});
process.stdout.write(`${JSON.stringify(running.process)}\n`);
setInterval(() => {}, 1000);
