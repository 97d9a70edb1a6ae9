import { connect, createServer } from 'node:net';
import { workerData } from 'node:worker_threads';
import { serveProxy } from './serve-proxy.ts';

/** The least that a proxy in Node does: nothing is looked at. Its client logs in at the branch itself. */
const { host, port } = workerData;
const to = host.startsWith('/')
  ? { path: `${host}/.s.PGSQL.${port}` }
  : { host, port, noDelay: true };
const server = createServer({ noDelay: true }, (client) => {
  const branch = connect(to);
  for (const socket of [client, branch]) socket.on('error', () => {});
  client.on('close', () => branch.destroy());
  branch.on('close', () => client.destroy());
  client.pipe(branch).pipe(client);
});
server.listen(0, '127.0.0.1', () => {
  const { user, password, database } = workerData;
  const login = password === undefined ? user : `${user}:${password}`;
  const { port: own } = server.address() as { port: number };
  serveProxy(`postgres://${login}@127.0.0.1:${own}/${database}`);
});
