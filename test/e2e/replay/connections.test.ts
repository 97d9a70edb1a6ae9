import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTestInstallations } from '../../postgres/installations.ts';
import { have, needs } from '../../skip.ts';
import type { Program } from '../program.ts';
import { application } from './application.ts';
import { note, openWorld, RIGHT, read, retrieving, type World, WRONG } from './world.ts';

const { withVector } = await findTestInstallations();
const MEGABYTE = 1_000_000;

/**
 * The same application with a pool that is full from the start, whose statements are prepared. Asked for a `rows` of
 * -1, it reads an attachment besides.
 */
const pooled = application
  .replace('max: 2 }', 'max: 30, idleTimeoutMillis: 0 }')
  .replace(
    'async function retrieve(rows) {',
    `Promise.all(Array.from({ length: 30 }, () => pool.connect())).then((clients) => {
  for (const client of clients) client.release();
});

async function retrieve(rows) {
  if (rows < 0) {
    const { rows: [{ body }] } = await pool.query('SELECT id, body FROM attachments');
    if (body.length !== ${100 * MEGABYTE}) throw new Error('not all of it came: ' + body.length);
    rows = 8;
  }`,
  )
  .replace(
    "const found = await pool.query(sql, ['[1,0,0]', rows]);",
    `const ask = () => pool.query({ name: 'retrieve', text: sql, values: ['[1,0,0]', rows] });
  const [found] = await Promise.all(Array.from({ length: 60 }, ask));`,
  );

describe('an application', { timeout: 180_000, ...needs(withVector) }, () => {
  let world: World;
  beforeAll(async () => {
    const { installation } = have(withVector);
    world = await openWorld({ installation, app: pooled });
    const { production } = world;
    const source = new Client({ connectionString: production.env.SOURCE_URL as string });
    await source.connect();
    await source.query('CREATE TABLE attachments (id int PRIMARY KEY, body text)');
    await source.query(`INSERT INTO attachments VALUES (1, repeat('x', ${100 * MEGABYTE}))`);
    await source.end();
    const file = join(production.repository.repository, '.github/branch-prod.yml');
    const config = await readFile(file, 'utf8');
    await writeFile(file, config.replace('[notes.embedding]', '[notes.embedding, attachments.*]'));
    production.repository.git('commit', '--quiet', '--all', '--message=attachments');
    world.model.answer = ({ rows }) => (rows.includes(6) ? WRONG : RIGHT);
    // The snapshot is made here: to mask and to prove it takes memory of its own.
    const first = ['run', '--case', await world.write('price'), '--trials', '1'];
    expect((await production.runToEnd(...first)).code).toBe(0);
  }, 90_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  it('that keeps a pool full of prepared statements has its culprit found', async () => {
    const file = await world.write('price');
    const ended = await world.production.runToEnd('bisect', '--case', file, '--json');
    expect(ended.code, ended.stderr).toBe(0);
    const { replays, culprit } = read(ended);
    expect(replays[0]?.trials[0]?.retrieved).toHaveLength(8);
    expect(culprit).toMatchObject({ verdict: 'found', records: [note(6)], necessary: true });
    expect(culprit?.probes).toBeLessThanOrEqual(16);
    await world.expectNothingLeft();
  });

  const linux = process.platform === 'linux' ? {} : { reason: 'memory is read from Linux' };
  it('that reads a row of 100 MB costs less memory than the row', needs(linux), async () => {
    const peakOf = async (rows: number) => {
      const file = await world.write('price', retrieving(rows));
      const program = world.production.start('run', '--case', file, '--trials', '3', '--json');
      const peak = await peakMemory(program);
      const ended = await program.ended;
      expect(ended.code, ended.stderr).toBe(0);
      const [replay] = read(ended).replays;
      expect(replay).toMatchObject({ verdict: 'reproduced', failures: 3 });
      expect(replay?.trials[0]?.context).toMatch(/^8 rows retrieved, all reached the prompt/);
      return peak;
    };
    const without = await peakOf(8);
    expect((await peakOf(-1)) - without).toBeLessThan(100 * MEGABYTE);
  });
});

/** The most memory that a program had at a time, in bytes: what proc(5) calls VmHWM. */
async function peakMemory({ child, ended }: Program): Promise<number> {
  let peak = 0;
  let isOver = false;
  ended.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (kilobytes !== undefined) peak = Number(kilobytes) * 1024;
    await sleep(20);
  }
  return peak;
}
