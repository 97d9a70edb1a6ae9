import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { note, openWorld, RIGHT, read, retrieving, type World, WRONG } from './world.ts';

/** The price stands at the end of the note that is retrieved first. */
const lastWords = 'The price of the licence, as agreed with everybody, is 49 Euro.';
const long = `[about the licence] ${'These are conditions that nobody reads to their end. '.repeat(20)}${lastWords}`;

describe('explain', { timeout: 240_000 }, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      bodyOf: (id) => (id === 1 ? long : `In letter ${id} somebody asks for the colour of a door.`),
    });
    await world.commit('roomy', { prompt: { rowCharacters: 4000, answerTokens: 500 } });
    await world.commit('short', { prompt: { answerTokens: 3 } });
    await world.commit('ample', { prompt: { rowCharacters: 4000 } });
  }, 60_000);
  afterEach(() => world?.expectNothingLeft());
  afterAll(() => world?.[Symbol.asyncDispose]());

  async function explain(...args: string[]) {
    const file = await world.write('price', retrieving(2));
    const ended = await world.production.runToEnd(
      ...['explain', '--case', file, '--trials', '7', '--json', ...args],
    );
    const { replays, culprit, causes } = read(ended);
    expect(ended.code, ended.stderr).toBe(0);
    const rows = causes?.rows ?? [];
    return {
      ...{ said: ended.stderr, culprit, causes, trial: replays[0]?.trials[0] },
      deciding: rows
        .filter(({ decides }) => decides)
        .map(({ variable, level }) => [variable, level]),
      variables: new Set(rows.map(({ variable }) => variable)),
    };
  }

  it('finds that the model version decides it', async () => {
    world.model.answer = ({ model }) => (model === 'small-2' ? RIGHT : WRONG);
    const { said, culprit, causes, deciding, variables } = await explain('--model', 'small-2');
    expect(culprit).toMatchObject({ verdict: 'not-the-data', records: [] });
    expect(deciding).toEqual([['model', 'small-2']]);
    expect(causes?.sentences).toEqual([
      'The model version decides it: 7/7 with small-1, 0/7 with small-2.',
    ]);
    expect(said).toContain('The model version decides it: 7/7 with small-1, 0/7 with small-2.');
    expect(variables).toEqual(new Set(['model', 'retrieval', 'settings']));
    const asked = world.model.asked.map(({ model }) => model);
    expect(new Set(asked)).toEqual(new Set(['small-1', 'small', 'small-2']));
  });

  it('finds that the application cut the record, and that other prompts decide it', async () => {
    world.model.answer = ({ prompt }) => (prompt.includes(lastWords) ? RIGHT : 'Nobody knows.');
    const { culprit, causes, deciding, trial } = await explain('--base', 'roomy');
    const cut = { used: 1000, of: long.length };
    expect(trial?.retrieved[0]).toMatchObject({ ...note(1), rank: 1, reached: true, cut });
    expect(trial?.retrieved.slice(1)).toEqual([{ ...note(2), rank: 2, reached: true }]);
    expect(trial?.context).toMatch(
      /^2 rows retrieved, all reached the prompt, #1 cut at 1,000 of 1,1\d\d characters; prompt \d+ tokens$/,
    );
    expect(trial?.model.finishReason).toBe('stop');
    expect(culprit?.verdict).toBe('not-the-data');
    expect(deciding).toEqual([['prompt', 'the prompts of roomy']]);
    expect(causes?.sentences[0]).toMatch(
      /^The prompt decides it: 7\/7 with .*, 0\/7 with the prompts of roomy\.$/,
    );
  });

  it("finds that the model's API cut the answer, and that other prompts decide it", async () => {
    world.model.answer = () => RIGHT;
    const { culprit, deciding, trial } = await explain('--ref', 'short', '--base', 'ample');
    expect(trial).toMatchObject({ answer: 'The licence costs', model: { finishReason: 'length' } });
    expect(trial?.context).toContain("; the model's API cut the answer (length)");
    expect(culprit?.verdict).toBe('not-the-data');
    expect(deciding).toEqual([['prompt', 'the prompts of ample']]);
  });
});
