import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PERSON } from '../production.ts';
import { application } from './application.ts';
import type { Asked } from './model.ts';
import { note, openWorld, RIGHT, read, retrieving, type World, WRONG } from './world.ts';

/** The same with one connection that it does not renew, which answers something all the same. */
const stubborn = application
  .replace('const { Pool }', 'const { Client }')
  .replace('new Pool(', 'new Client(')
  .replace('// A server', 'pool.connect(); // A server')
  .replace('swallows = false', 'swallows = true');

describe('bisect', { timeout: 240_000 }, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    await world.commit('stubborn', { app: stubborn });
  }, 60_000);
  afterEach(() => world?.expectNothingLeft());
  afterAll(() => world?.[Symbol.asyncDispose]());

  /** The culprit of a model that is wrong about such rows, and what was said of it. */
  async function bisect(
    isWrong: (has: (row: number) => boolean, asked: Asked) => boolean,
    more: object = {},
    ...args: string[]
  ) {
    world.model.answer = (asked) =>
      isWrong((row) => asked.rows.includes(row), asked) ? WRONG : RIGHT;
    const file = await world.write('price', more);
    const ended = await world.production.runToEnd('bisect', '--case', file, '--json', ...args);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(PERSON.name);
    const { culprit, replays } = read(ended);
    return { code: ended.code, said: ended.stderr, culprit, trial: replays[0]?.trials[0] };
  }

  it('finds the culprit among 8 rows that were retrieved, with at most 16 probes', async () => {
    const { code, said, culprit, trial } = await bisect((has) => has(6));
    expect(code, said).toBe(0);
    expect(trial?.retrieved.map(({ key, reached }) => [key.id, reached])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((id) => [id, true]),
    );
    expect(culprit).toMatchObject({
      ...{ case: 'price', verdict: 'found', records: [note(6)], candidates: 8 },
      ...{ necessary: true, sufficient: true, minimal: true, movedIn: [note(9)] },
      ...{ with: { failures: 5, judged: 5 }, without: { failures: 0 } },
    });
    expect(culprit?.probes).toBeLessThanOrEqual(16);
    expect(said).toContain('Culprit of price: notes id=6\n');
    expect(said).toMatch(/probe +1 of at most \d+/);
  });

  it('names both of two rows that do harm only together', async () => {
    const { code, said, culprit } = await bisect((has) => has(1) && has(3), retrieving(4));
    expect(code, said).toBe(0);
    expect(culprit).toMatchObject({ necessary: true, sufficient: false, together: true });
    const named = [...(culprit?.records ?? []), ...(culprit?.alternatives ?? []).flat()];
    expect(named.map(({ key }) => key.id).toSorted()).toEqual([1, 3]);
    expect(culprit?.sentence).toContain('It takes the 1 alternative as well');
  });

  it('names both of two rows that do harm each by itself', async () => {
    const { code, said, culprit } = await bisect((has) => has(2) || has(4), retrieving(4));
    expect(code, said).toBe(0);
    expect(culprit?.records.map(({ key }) => key.id).toSorted()).toEqual([2, 4]);
    expect(culprit).toMatchObject({ verdict: 'found', necessary: true, sufficient: true });
  });

  it('says that the data is not the cause, where it fails without all rows too', async () => {
    const { code, said, culprit } = await bisect(() => true, retrieving(2));
    expect(code, said).toBe(1);
    expect(culprit).toMatchObject({ verdict: 'not-the-data', records: [], necessary: false });
    expect(culprit?.sentence).toContain('the data is not the cause');
    expect(said).toContain('the data is not the cause');
  });

  it('says so without a probe of an application that never queries', async () => {
    const { code, said, culprit, trial } = await bisect(() => true, retrieving(0));
    expect(code, said).toBe(1);
    expect(trial).toMatchObject({ retrieved: [], ok: false });
    expect(trial?.context).toMatch(/^no statement that retrieves was seen; prompt \d+ tokens$/);
    expect(culprit).toMatchObject({ verdict: 'not-the-data', candidates: 0, probes: 0 });
    expect(culprit?.sentence).toBe('No record reached the prompt: the data is not the cause.');
  });

  it('of an application that does not connect again says that nothing can be told', async () => {
    const args = ['--ref', 'stubborn'];
    const { code, said, culprit } = await bisect((has) => has(1), retrieving(2), ...args);
    expect(code, said).toBe(1);
    expect(culprit).toMatchObject({ verdict: 'undecided', records: [], without: { judged: 0 } });
    expect(culprit?.sentence).toBe(
      'No trial without the candidates gave an answer to judge. See that the application makes new connections when its own are ended.',
    );
    expect(said).toContain(culprit?.sentence);
  });
});
