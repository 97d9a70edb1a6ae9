import { describe, expect, it } from 'vitest';
import { evaluate, evaluateCondition, evaluateTemplate, evaluateText } from './expression.ts';

const contexts = {
  inputs: { thread: '12', head: '', 'dry-run': 'false' },
  secrets: { TOKEN: 'it is secret' },
  vars: {},
  github: { repository: 'acme/shop', event: { inputs: { thread: '12' } } },
  steps: { one: { outputs: { verdict: 'fixed' } } },
};
const scope = { contexts };

describe('an expression', () => {
  it.each([
    ['inputs.thread', '12'],
    ["inputs['dry-run']", 'false'],
    ['inputs.dry-run', 'false'],
    ['github.event.inputs.thread', '12'],
    ['GitHub.Repository', 'acme/shop'],
    ['secrets.UNSET', ''],
    ["vars.HOLD == 'true'", false],
    ["'It''s' == 'it''S'", true],
    ["inputs.head || steps.one.outputs.verdict || 'none'", 'fixed'],
    ["inputs.head && 'x'", ''],
    ["!inputs.head && (inputs.thread != '13')", true],
    ['inputs.thread == 12', true],
    ["'' == 0", true],
    ['null == false', true],
    ["'a' == 0", false],
    ['true && 1 || 2', 1],
    ["format('{0}/{1} {{0}}', inputs.thread, 'a')", '12/a {0}'],
  ])('%s is %j', (text, value) => {
    expect(evaluate(text, scope)).toEqual(value);
  });

  it.each([
    ['inputs.tread', 'inputs has no tread'],
    ['needs.build.outputs.x', 'the context needs is not available'],
    ['hashFiles(inputs.thread)', 'the function hashFiles() is not known'],
    ['inputs.thread.length', 'inputs.thread has no length'],
    ['always()', 'conditions of steps only'],
    ["inputs.thread > '1'", "can't be read: > "],
    ["inputs.thread == '1", "can't be read"],
    ['inputs.thread inputs.head', 'inputs is not expected'],
    ['(inputs.thread', ') is missing'],
    ['inputs.', 'a name is missing'],
    ['', 'it ends too early'],
    ["format('{1}', 'a')", '{1} stands for nothing'],
  ])('%s is an error', (text, message) => {
    expect(() => evaluate(text, scope)).toThrow(message);
  });
});

describe('a template', () => {
  it('puts values into text, and keeps the type of one alone', () => {
    expect(evaluateTemplate(`#${braces('inputs.thread')} ${braces('inputs.head')}.`, scope)).toBe(
      '#12 .',
    );
    expect(evaluateTemplate(braces("vars.HOLD == 'true'"), scope)).toBe(false);
    expect(evaluateText(braces("vars.HOLD == 'true'"), scope)).toBe('false');
    expect(evaluateText('', scope)).toBe('');
    expect(evaluateText(braces("'}}'"), scope)).toBe('}}');
  });

  it('never evaluates what a value says', () => {
    const inputs = { order: braces('secrets.TOKEN') };
    const text = evaluateText(braces('inputs.order'), { contexts: { ...contexts, inputs } });
    expect(text).toBe(inputs.order);
  });

  it('refuses an expression without an end, and an object as text', () => {
    expect(() => evaluateText('a \u0024{{ inputs.thread', scope)).toThrow('has no end');
    expect(() => evaluateText(`a ${braces('github.event')}`, scope)).toThrow('is no text');
  });
});

describe('a condition', () => {
  it.each([
    [undefined, 'success', true],
    [undefined, 'failure', false],
    ["inputs.thread == '12'", 'success', true],
    ["inputs.thread == '12'", 'cancelled', false],
    [braces('always()'), 'cancelled', true],
    ['!cancelled()', 'failure', true],
    ['!cancelled()', 'cancelled', false],
    ["failure() && inputs.thread == '12'", 'failure', true],
    ["failure() && inputs.thread == '13'", 'failure', false],
    ['success()', 'cancelled', false],
  ] as const)('%j after %s: %s', (text, status, runs) => {
    expect(evaluateCondition(text, { contexts, status })).toBe(runs);
  });
});

/** The expression as a workflow writes it. */
function braces(text: string): string {
  return `\${{ ${text} }}`;
}
