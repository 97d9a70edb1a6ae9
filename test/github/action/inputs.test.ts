import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../src/github/action/inputs.ts';
import { recordingRunner } from './recording-runner.ts';

const defaults = { token: 'ghs_secret', hold: 'false' };
const order = { id: '0123456789abcdef', thread: 12, cases: ['wrong-price'] };
const read = (inputs: Record<string, string>) =>
  readInputs(recordingRunner({ inputs: { ...defaults, ...inputs } }));
const problemOf = (inputs: Record<string, string>) => {
  try {
    read(inputs);
  } catch (error) {
    return error;
  }
  return expect.fail('the inputs were accepted');
};

describe('the inputs', () => {
  it('are the defaults where nothing is given', () => {
    const inputs = read({});
    expect(inputs).toMatchObject({ case: [], hold: false });
    expect(inputs.order).toBeUndefined();
    expect(inputs.thread).toBeUndefined();
    expect(inputs.token.reveal()).toBe('ghs_secret');
    expect(JSON.stringify(inputs)).not.toContain('ghs_secret');
  });

  it('mask the token before they are judged', () => {
    const runner = recordingRunner({ inputs: { ...defaults, hold: 'perhaps' } });
    expect(() => readInputs(runner)).toThrow(/hold: must be true or false/);
    expect(runner.calls[0]).toEqual(['setSecret', 'ghs_secret']);
  });

  it('take one case from each line', () => {
    expect(read({ case: 'wrong-price\r\n\n  cases/other.yml ' }).case).toEqual([
      'wrong-price',
      'cases/other.yml',
    ]);
  });

  it('take a time in the past, in whatever zone', () => {
    const { at } = read({ at: '2020-02-03T04:05:06.789+02:00' });
    expect(at).toEqual(new Date('2020-02-03T02:05:06.789Z'));
  });

  it('hold an order of the App', () => {
    expect(read({ thread: '12', order: JSON.stringify(order) }).order).toEqual(order);
    const alternatives = { models: ['gpt-4.1'], instants: [], prompts: ['a'.repeat(40)] };
    const explain = { ...order, ask: 'causes', alternatives };
    expect(read({ order: JSON.stringify(explain) }).order).toEqual(explain);
  });

  it.each([
    { ask: 'everything' },
    { ask: 'culprit', alternatives: { models: [], instants: [], prompts: [] } },
    { ask: 'causes', alternatives: { models: [], instants: [], prompts: ['main'] } },
    { ask: 'causes', alternatives: { models: ['$(id)'], instants: [], prompts: [] } },
    { ask: 'causes', alternatives: { models: [], instants: ['yesterday'], prompts: [] } },
    { ask: 'causes', alternatives: { models: Array(11).fill('x'), instants: [], prompts: [] } },
    { ask: 'causes', alternatives: { models: [], instants: [], prompts: [], shell: 'x' } },
  ])('hold no order that asks for %j', (asked) => {
    expect(problemOf({ order: JSON.stringify({ ...order, ...asked }) })).toMatchObject({
      message: expect.stringContaining('order: is no order of the App'),
    });
  });

  it.each([
    [{ order: '{"id":1}' }, 'order: is no order of the App'],
    [{ order: JSON.stringify({ ...order, at: 'yesterday' }) }, 'order: is no order of the App'],
    [{ order: 'not JSON' }, 'order: is no order of the App'],
    [{ thread: '13', order: JSON.stringify(order) }, 'order: of another thread'],
    [{ ref: 'main', trials: '3', order: JSON.stringify(order) }, 'ref, trials: not together'],
    [{ thread: '-1' }, 'thread: must be a whole number above 0'],
    [{ trials: '101' }, 'trials: must be a whole number from 1 to 100'],
    [{ at: '2020-02-03T04:05:06' }, 'at: must be a time with its zone'],
    [{ at: '9999-12-31T00:00:00Z' }, 'at: must be in the past'],
    [{ at: 'x', order: JSON.stringify(order) }, 'at: must be a time'],
    [{ expect: 'good' }, 'expect: must be reproduced'],
    [{ token: '' }, 'token: is missing'],
    [{ ref: 'x'.repeat(256) }, 'ref: must have at most'],
  ])('are refused when they can not be used: %j', (inputs, problem) => {
    expect(problemOf(inputs)).toMatchObject({
      code: 'usage',
      message: expect.stringContaining(problem),
    });
  });

  it('are not repeated by a refusal', () => {
    const { message } = problemOf({ thread: '::add-mask::x', expect: 'a-secret' }) as Error;
    expect(message).not.toMatch(/add-mask|a-secret/);
  });
});
