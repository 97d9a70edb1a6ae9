import { describe, expect, test } from 'vitest';
import { callWith, holds, holdsOrNot } from './seen.ts';

const answer = '{"price": 49, "text": "a;b"}';

describe('javascript', () => {
  test.each([
    ["output.includes('49')", true],
    ["output.includes('59');", false],
    ['JSON.parse(output).price === 49', true],
    ["output.split(';').length === 2 // a comment", true],
    ['const p = JSON.parse(output).price; p > 48', true],
    ['let p = JSON.parse(output).price; p > 49', false],
    ["const s = JSON.parse(output).text; s === 'a;b'", true],
    ['output.length > 3; // a comment', true],
    ["const s = output; s.includes('no return policy')", false],
    ["const s = output; /return/.test(s) || s.includes('price')", true],
    ['const long = (s) => { return s.length > 3 }; long(output)', true],
    ['const n = output.length; return n > 300', false],
    ['return output.length > 3', true],
    ['if (output.length > 3) return true; return false', true],
    ['const n = output.length;\nreturn n > 3;\n', true],
    ['// Is it a price?\nconst { price } = JSON.parse(output);\nreturn price === 50;', false],
    ['(() => output.length > 3)()', true],
    ['{ "pass": true, "score": 1, "reason": "so" }', true],
    ['({ pass: false, score: 1, reason: "no" })', false],
    ['1', true],
    ['0', false],
    ['-1', false],
    ['Promise.resolve(output.length > 3)', true],
    ['const check = async () => false;\nreturn check();', false],
    ['context.vars.question === "How much?"', true],
    ['context.prompt === "the prompt"', true],
  ])('%j is %s', async (value, met) => {
    const seen = { answer, vars: { question: 'How much?' }, calls: [callWith({})] };
    expect(await holdsOrNot({ type: 'javascript', value }, seen)).toBe(met);
  });

  test.each([
    ['0.5', 0.5, true],
    ['0.49', 0.5, false],
    ['0', 0, true],
    ['true', 0.9, true],
    ['({ pass: true, score: 0.1, reason: "" })', 0.9, true],
  ])('%s with the threshold %d is %s', async (value, threshold, met) => {
    expect(await holdsOrNot({ type: 'javascript', value, threshold }, { answer })).toBe(met);
  });

  test.each(['JSON.parse("x")', 'throw new Error("a")', 'absent.length', 'Promise.reject(1)'])(
    'that throws, as %s, holds neither way',
    async (value) => {
      expect(await holds({ type: 'javascript', value }, { answer })).toBe(false);
      expect(await holds({ type: 'not-javascript', value }, { answer })).toBe(false);
    },
  );

  test.each([
    '"yes"',
    'undefined',
    'null',
    '({})',
    'NaN',
    'const a = 1;\nconst b = 2;',
    'new Promise(() => {})',
    '({ pass: "yes" })',
  ])('that gives no judgement, as %j, is no failure', async (value) => {
    const outcome = holds({ type: 'javascript', value }, { answer });
    await expect(outcome).rejects.toMatchObject({ code: 'replay-failed' });
    await expect(outcome).rejects.toThrow('neither a boolean nor a number');
  });
});

describe('hostile javascript', () => {
  test('finds nothing of Node, of this program or of another evaluation', async () => {
    const names = ['process', 'require', 'fetch', 'setTimeout', 'Buffer', 'console', 'std', 'os'];
    const value = `[${names.map((name) => `typeof ${name}`)}].every((type) => type === 'undefined')`;
    expect(await holds({ type: 'javascript', value }, { answer })).toBe(true);
    const constructed = `output.constructor.constructor('return typeof process')() === 'undefined'`;
    expect(await holds({ type: 'javascript', value: constructed }, { answer })).toBe(true);
    const leave = 'globalThis.left = 1; Object.prototype.pass = true; return true';
    expect(await holds({ type: 'javascript', value: leave }, { answer })).toBe(true);
    expect(Reflect.get(globalThis, 'left')).toBeUndefined();
    expect(
      await holds({ type: 'javascript', value: 'typeof left === "undefined"' }, { answer }),
    ).toBe(true);
  });

  test.each([
    'for (;;);',
    '/^(a+)+$/.test("a".repeat(50) + "!")',
    'const a = [];\nfor (;;) a.push(new Array(1e5).fill(1));',
    '"x".repeat(1e9).length',
    'const f = () => f() + 1;\nreturn f();',
    'const f = async () => { for (;;) await 1; };\nreturn f();',
    // A single call of a built-in function, in which QuickJS does not interrupt itself.
    '"a".repeat(5e6).indexOf("a".repeat(2.5e6) + "b")',
  ])('%j is stopped, which is no failure', async (value) => {
    const outcome = holds({ type: 'javascript', value }, { answer });
    await expect(outcome).rejects.toMatchObject({ code: 'replay-failed' });
    await expect(outcome).rejects.toThrow(/took more than \d+ (ms|MiB|KiB of stack)\.$/);
  });

  test('does not harm those after it', async () => {
    await holds({ type: 'javascript', value: '"x".repeat(1e9)' }, { answer }).catch(() => {});
    expect(await holds({ type: 'javascript', value: 'true' }, { answer })).toBe(true);
  });

  test('gets an answer of 10 MiB', async () => {
    const long = 'é'.repeat(5 * 1024 * 1024);
    const value = `output.length === ${long.length}`;
    expect(await holds({ type: 'javascript', value }, { answer: long })).toBe(true);
  });

  test('that is nested too deeply is no failure', async () => {
    const value = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const outcome = await holds({ type: 'javascript', value }, { answer }).catch((error) => error);
    expect(['ZodError', 'BranchProdError']).toContain(outcome.name);
  });
});
