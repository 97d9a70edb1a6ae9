import { join } from 'node:path';
import type { BenchmarkContext } from '../benchmark.ts';
import { type Cluster, DATABASE } from '../postgres/cluster.ts';
import { runProgram } from '../postgres/run-program.ts';
import { timed } from '../timed.ts';
import type { Content } from './source.ts';

/** A pseudonym by hand: the keyed hash in hexadecimal digits, which is no name, no number and no address of anything. */
const hmac = (column: string) => `encode(hmac(${column}, 'the key', 'sha256'), 'hex')`;

const UPDATES: Readonly<Record<Content, readonly string[]>> = {
  people: [
    `UPDATE people SET name = ${hmac('name')}, email = ${hmac('email')} || '@example.com', phone = ${hmac('phone')},
      street = ${hmac('street')}, ip = ('10.' || get_byte(hmac(host(ip), 'the key', 'sha256'), 0) || '.0.1')::inet,
      token = ${hmac('token')}`,
  ],
  'people and messages': [
    `UPDATE messages m SET body = replace(replace(replace(m.body, p.name, ${hmac('p.name')}), p.email, ${hmac('p.email')}),
      p.phone, ${hmac('p.phone')}) FROM people p WHERE p.id = m.person`,
  ],
};

/** One UPDATE of each table, written by hand for just these columns; it leaves the raw rows in the files. */
export async function measureUpdate(
  source: Cluster,
  content: Content,
  { signal }: BenchmarkContext,
): Promise<number> {
  const statements =
    content === 'people' ? UPDATES.people : [...UPDATES[content], ...UPDATES.people];
  const { ms } = await timed(async () => {
    for (const statement of statements) await source.execute(DATABASE, statement, signal);
  });
  return Math.round(ms);
}

/** A dump through a filter that knows what an address and a telephone number look like, into another database. */
export async function measureDump(
  source: Cluster,
  { programs, signal }: BenchmarkContext,
): Promise<number> {
  await source.query('postgres', 'CREATE DATABASE filtered TEMPLATE template0');
  const quoted = (program: string, database: string) =>
    [join(programs.folder, program), ...source.options, '-d', database]
      .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
      .join(' ');
  const filter = `sed -E 's/[A-Za-z0-9.]+@[A-Za-z0-9.]+/x@example.com/g; s/[+]49 30 [0-9]+/+49 30 0/g; s/sk-[0-9a-f]{32}/sk-0/g'`;
  const restore = `${quoted('psql', 'filtered')} -X -q -o /dev/null`;
  const { ms } = await timed(() =>
    runProgram('/bin/sh', ['-c', `${quoted('pg_dump', DATABASE)} | ${filter} | ${restore}`], {
      account: programs.account,
      signal,
    }),
  );
  await source.query('postgres', 'DROP DATABASE filtered');
  return Math.round(ms);
}
