import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../database.ts';
import { MASK_KEY, PERSON } from '../production.ts';
import type { Ended } from '../program.ts';
import { API_KEY, openWorld, RIGHT, read, retrieving, type World, WRONG } from './world.ts';

/** Everything that no file, report or event may hold. */
const secrets = [API_KEY, PERSON.name, PERSON.email, 'Quillfeather', MASK_KEY, PASSWORD];

describe('what the taps record', { timeout: 240_000 }, () => {
  let world: World;
  let cassette: string;
  let recorded: Ended;
  /** How often the model was asked for it. */
  let before: number;
  beforeAll(async () => {
    world = await openWorld();
    const { repository } = world.production.repository;
    cassette = join(repository, 'calls.cassette');
    // A model that repeats all that it was told, and the key with it.
    world.model.answer = ({ prompt, rows, key }) =>
      `${rows.includes(2) ? WRONG : RIGHT} Your key is ${key}. I was told: ${prompt}`;
    recorded = await runWith('record', {}, 'bisect', '--trials', '2');
    before = world.model.asked.length;
  }, 240_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  async function runWith(mode: string, more: object, ...args: string[]): Promise<Ended> {
    const { production } = world;
    const committed = join(production.repository.repository, '.github/branch-prod.yml');
    const ai = `ai:\n  cassette: { mode: ${mode}, file: calls.cassette }`;
    const yaml = (await readFile(committed, 'utf8')).replace(/^ai:/m, ai);
    const config = await production.write(`${mode}.yml`, yaml);
    const question = `What did ${PERSON.name} ask?`;
    const file = await world.write('price', { question, ...retrieving(3), ...more });
    const markdown = join(production.repository.root, 'report.md');
    const ended = await production.runToEnd(
      ...[...args, '--case', file, '--config', config, '--markdown', markdown, '--json'],
    );
    const report = await readFile(markdown, 'utf8');
    return { ...ended, stderr: `${ended.stderr}${report}` };
  }

  it('names the culprit, and holds no key and no raw value, in events, result and report', () => {
    expect(recorded.code, recorded.stderr).toBe(0);
    const { replays } = read(recorded);
    const answer = replays[0]?.trials[0]?.answer ?? '';
    expect(answer).toContain(' Your key is [secret]. ');
    expect(answer).toContain('[3] ');
    for (const secret of secrets) {
      expect(`${recorded.stdout}${recorded.stderr}`).not.toContain(secret);
    }
  });

  it('is a cassette for its owner alone, without them too', async () => {
    expect((await stat(cassette)).mode & 0o777).toBe(0o600);
    const text = await readFile(cassette, 'utf8');
    expect(text).toContain('[3] ');
    expect(text).toContain('Your key is [secret]. ');
    expect(text).not.toMatch(/authorization/i);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('is replayed without asking anybody', async () => {
    const ended = await runWith('replay', {}, 'bisect', '--trials', '2');
    expect(ended.code, ended.stderr).toBe(0);
    const { culprit, replays } = read(ended);
    expect([culprit?.records, culprit?.probes]).toEqual([
      ...[read(recorded).culprit?.records, read(recorded).culprit?.probes],
    ]);
    expect(replays[0]?.trials[0]?.answer).toBe(read(recorded).replays[0]?.trials[0]?.answer);
    expect(world.model.asked).toHaveLength(before);
  });

  it('is not enough for another question: trials are errors that say so', async () => {
    const ended = await runWith('replay', { question: 'Who is it?' }, 'run', '--trials', '2');
    const [replay] = read(ended).replays;
    expect(replay).toMatchObject({ verdict: 'error', failures: 0 });
    expect(replay?.trials[0]?.context).toContain(
      'the cassette has no answer to this request; the nearest one recorded differs in body.messages[1].content',
    );
    expect(world.model.asked).toHaveLength(before);
    for (const secret of secrets) expect(ended.stdout + ended.stderr).not.toContain(secret);
  });

  it('a raw value that the code of the application holds goes nowhere, and is not told', async () => {
    await world.commit('named', { prompt: { system: `Answer as ${PERSON.name} would.` } });
    const file = await world.write('price');
    const ended = await world.production.runToEnd(
      ...['run', '--case', file, '--ref', 'named', '--trials', '2', '--json'],
    );
    expect(ended.code, ended.stderr).toBe(0);
    const [replay] = read(ended).replays;
    expect(replay).toMatchObject({ verdict: 'error', failures: 0 });
    const said = 'it contains a raw value of people.name';
    expect(replay?.trials[0]?.error).toContain(said);
    expect(replay?.trials[0]?.context).toContain(said);
    expect(world.model.asked).toHaveLength(before);
    for (const secret of secrets) expect(ended.stdout + ended.stderr).not.toContain(secret);
  });
});
