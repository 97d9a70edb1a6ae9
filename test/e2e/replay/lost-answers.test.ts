import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplayResult, Result } from '../../../src/investigation/result.ts';
import { PERSON } from '../production.ts';
import type { Ended } from '../program.ts';
import type { Answering } from './model.ts';
import { API_KEY, openWorld, RIGHT, read, retrieving, type World } from './world.ts';

const event = (content: string) =>
  `data: ${JSON.stringify({ model: 'small-1', choices: [{ index: 0, delta: { content } }] })}\n\n`;

/** What the model's API does, by the question that it is asked. */
const answers: Record<string, { does: Answering; said: RegExp }> = {
  limit: {
    does: (_, response) => {
      response.writeHead(429, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ error: { message: 'slow down', code: 'rate_limit_exceeded' } }),
      );
      return undefined;
    },
    said: /the model's API answered 429: rate_limit_exceeded/i,
  },
  failure: {
    does: (_, response) => void response.writeHead(500).end('the server had an error'),
    said: /the model's API answered 500/i,
  },
  key: {
    does: ({ key }, response) =>
      void response.writeHead(401).end(JSON.stringify({ error: { message: `wrong key ${key}` } })),
    said: /the model's API answered 401/i,
  },
  garbage: {
    does: (_, response) => void response.end('<html>'),
    said: /the answer is not JSON/i,
  },
  'half-stream': {
    does: (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event('The licence'), () => setTimeout(() => response.destroy(), 50));
      return undefined;
    },
    said: /the answer broke off/i,
  },
  'short-stream': {
    does: (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(event('The licence'));
      return undefined;
    },
    said: /the stream ended before the model was done/i,
  },
  silence: {
    does: () => undefined,
    // Which of the two is known first: that the application has left, or that it has answered.
    said: /the application (?:closed the connection before|answered before its model)/i,
  },
};

describe("a model's API that gives no answer", { timeout: 240_000 }, () => {
  let world: World;
  let ended: Ended;
  let result: Result;
  beforeAll(async () => {
    world = await openWorld({ replay: '  trials: 2\n', env: { PATIENCE_MS: '1500' } });
    world.model.answer = (asked, response) => {
      const [, name = ''] = /^ask (\S+)/.exec(asked.question) ?? [];
      return (answers[name] ?? { does: () => RIGHT }).does(asked, response);
    };
    const cases = ['well', ...Object.keys(answers)].flatMap((name) => [
      world.write(name, { question: `ask ${name}`, ...retrieving(2) }),
      world.write(`swallowed-${name}`, { question: `ask ${name}`, ...retrieving(2, true) }),
    ]);
    const files = (await Promise.all(cases)).flatMap((file) => ['--case', file]);
    ended = await world.production.runToEnd('run', ...files, '--json');
    result = read(ended);
  }, 240_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  const replayOf = (name: string) =>
    result.replays.find((one) => one.case === name) as ReplayResult;

  it('does not keep others from their verdict', () => {
    expect(ended.code, ended.stderr).toBe(0);
    expect(replayOf('well')).toMatchObject({ verdict: 'not-reproduced', failures: 0 });
    expect(replayOf('swallowed-well').verdict).toBe('not-reproduced');
  });

  it.each(Object.entries(answers))('(%s) makes trials errors, which say so', (name, { said }) => {
    const { verdict, failures, trials } = replayOf(name);
    expect([verdict, failures, trials.length]).toEqual(['error', 0, 2]);
    for (const { error, context } of trials) {
      expect(error).toBeDefined();
      expect(context).toMatch(said);
    }
  });

  it.each(Object.entries(answers))(
    '(%s) does so too where the application answers something instead: that is no failure',
    (name, { said }) => {
      const { verdict, failures, trials } = replayOf(`swallowed-${name}`);
      expect([verdict, failures]).toEqual(['error', 0]);
      for (const { error } of trials) expect(error).toMatch(said);
    },
  );

  it('brings no key and no raw value to light', () => {
    expect(world.model.asked.map(({ key }) => key)).toContain(API_KEY);
    expect(ended.stdout).toContain('wrong key [secret]');
    expect(ended.stdout + ended.stderr).not.toContain(API_KEY);
    expect(ended.stdout + ended.stderr).not.toContain(PERSON.name);
  });
});
