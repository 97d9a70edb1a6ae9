import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { git } from '../../src/git.ts';

/** Answers from the first messages, after the time that a model would take; with a pool, as applications have one. */
const program = `
const http = require('node:http');
const { setTimeout: wait } = require('node:timers/promises');
const { Pool } = require(${JSON.stringify(createRequire(import.meta.url).resolve('pg'))});
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });
pool.on('error', () => {});
http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  try {
    const { rows } = await pool.query('SELECT id, body FROM messages ORDER BY id LIMIT 8');
    await wait(Number(process.env.MODEL_MS));
    response.end(JSON.stringify({ answer: rows.map(({ body }) => body).join() }));
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
}).listen(process.env.PORT, '127.0.0.1');
`;

/** Commits the application, which needs no build, to a new repository at `folder`; returns the commit's full id. */
export async function commitApplication(folder: string): Promise<string> {
  await mkdir(folder);
  await git(folder, ['init', '--quiet']);
  await writeFile(join(folder, 'server.cjs'), program);
  await git(folder, ['add', '--all']);
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  await git(folder, [...who, 'commit', '--quiet', '--message=application']);
  return (await git(folder, ['rev-parse', 'HEAD'])).trim();
}
