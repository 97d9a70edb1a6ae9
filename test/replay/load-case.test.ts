import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BranchProdError } from '../../src/errors.ts';
import { loadCase } from '../../src/replay/load-case.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branch-prod-case-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(content: string | Uint8Array, name = 'case.yml') {
  const file = join(folder, name);
  await writeFile(file, content);
  return loadCase(file);
}

/** The problems that the error tells, without the folder. */
async function problemsOf(content: string | Uint8Array, name = 'case.yml'): Promise<string[]> {
  const error = await load(content, name).then(
    () => expect.fail('the case was accepted'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BranchProdError);
  const { code, message } = error as BranchProdError;
  expect(code).toBe('case-invalid');
  return message.replaceAll(`${folder}/`, '').split('\n');
}

test('a whole case is read', async () => {
  const read = await load(`
name: wrong-price
question: What does the licence cost?
observed: 39 Euro
expected: 49 Euro
occurredAt: 2026-03-01T14:05:00+01:00
trace: 4bf92f3577b34da6
request:
  path: /v2/ask
  headers: { accept-language: de }
  body: { q: "{{input}}" }
assert:
  - { type: icontains, value: 49 }
  - { type: not-contains-any, value: [39, free] }
`);
  expect(read).toEqual({
    name: 'wrong-price',
    question: 'What does the licence cost?',
    observed: '39 Euro',
    expected: '49 Euro',
    occurredAt: '2026-03-01T14:05:00+01:00',
    trace: '4bf92f3577b34da6',
    request: {
      path: '/v2/ask',
      headers: { 'accept-language': 'de' },
      body: { q: '{{input}}' },
    },
    assert: [
      { type: 'icontains', value: '49' },
      { type: 'not-contains-any', value: ['39', 'free'] },
    ],
  });
});

test('the short form becomes assertions that ignore case, after the written ones', async () => {
  const { assert } = await load(`
question: q
mustNotContain: [39 Euro]
mustContain: [49 Euro, yearly]
assert: [{ type: is-json }]
`);
  expect(assert).toEqual([
    { type: 'is-json' },
    { type: 'icontains', value: '49 Euro' },
    { type: 'icontains', value: 'yearly' },
    { type: 'not-icontains', value: '39 Euro' },
  ]);
});

test('a request needs no question', async () => {
  const read = await load('request: { body: { q: fixed } }\nmustContain: [a]');
  expect(read.question).toBeUndefined();
});

test.each(['issue-12.yml', 'issue-12.yaml', 'issue-12.json'])('%s gives the name', async (name) => {
  const content = '{ "question": "q", "mustContain": ["a"] }';
  expect((await load(content, name)).name).toBe('issue-12');
});

describe('problems', () => {
  test('are told all at once, with their places and how to write it', async () => {
    const problems = await problemsOf(`
observed: 42
assret: []
occurredAt: yesterday
request:
  method: get
  path: ask
  boddy: 1
assert:
  - type: contans
    value: a
  - type: contains
  - { type: regex, value: "(" }
`);
    expect(problems.map((line) => line.replace(/one of contains.*; /, 'one of …; '))).toEqual([
      'case.yml:2:1: observed: write text',
      'case.yml:3:1: assret: unknown key; did you mean "assert"?',
      'case.yml:4:1: occurredAt: write an ISO 8601 time such as 2026-03-01T14:05:00Z',
      'case.yml:6:3: request.method: "get" is unknown, must be one of GET, POST, PUT, PATCH, DELETE; did you mean "GET"?',
      'case.yml:7:3: request.path: write a path that begins with "/"',
      'case.yml:8:3: request.boddy: unknown key; did you mean "body"?',
      'case.yml:10:5: assert[0].type: "contans" is unknown, must be one of …; did you mean "contains"?',
      'case.yml:12:5: assert[1].value: write the text to look for: value: "…"',
      'case.yml:13:20: assert[2].value: not a regular expression of JavaScript: Unterminated group',
    ]);
  });

  test('between fields are told with the others', async () => {
    expect(await problemsOf('observed: 42\nassert: []')).toEqual([
      'case.yml:1:1: observed: write text',
      'case.yml:1:1: question: missing; write what the person asked: question: "…"',
      'case.yml:2:1: assert: missing; say what makes an answer right: mustNotContain: ["…"]',
    ]);
  });

  test.each([
    ['', 'case.yml:1:1: must be a mapping'],
    ['- a', 'case.yml:1:1: must be a mapping'],
    ['just text', 'case.yml:1:1: must be a mapping'],
    ['question: "  "\nmustContain: [a]', 'case.yml:1:1: question: write some text or leave it out'],
    ['question: q\nmustContain: a', 'case.yml:2:1: mustContain: write a list of texts: ["…", "…"]'],
    [
      'question: q\nmustContain: [a]\nname: ../evil',
      expect.stringContaining('case.yml:3:1: name: write a name'),
    ],
    [
      'question: q\nmustContain: [a]\ntrace: ada@example.com',
      'case.yml:3:1: trace: write the id as letters, digits, ".", "_", ":" and "-"',
    ],
    [
      'question: q\nmustContain: [a]\nrequest: { method: GET, body: 1 }',
      'case.yml:3:25: request.body: a GET has no body; put the question into the path or choose POST',
    ],
    [
      'mustContain: [a]\nrequest: { body: { a: .inf } }',
      'case.yml:2:12: request.body: write text, a map, a list or a number',
    ],
  ])('in %j', async (content, problem) => {
    expect(await problemsOf(content)).toEqual([problem]);
  });

  test('in a name that comes from the file say how to give another', async () => {
    expect(await problemsOf('question: q\nmustContain: [a]', 'Wrong Answer.yml')).toEqual([
      expect.stringContaining('name: write a name of at most 100 small letters'),
    ]);
  });
});

describe('YAML', () => {
  test.each([
    ['question: "a', '1:13', 'a quote, bracket or comma is missing'],
    ['question: a\nquestion: b\nmustContain: [a]', '2:1', 'this key is already there'],
    ['a: 1\n---\nb: 2', '2:1', 'only one YAML document'],
    ['question: !!js/function a\nmustContain: [a]', '1:11', 'tags are not allowed'],
    ['{ [a]: b }', '1:3', 'a key must be a string'],
    [`a: ${'['.repeat(5000)}`, '1:', ''],
    [`a: ${'['.repeat(65)}${']'.repeat(65)}`, '1:', 'nested deeper'],
    ['request: { body: { __proto__: { a: 1 } } }', '1:20', 'not allowed'],
  ])('%j is refused with its place', async (content, place, message) => {
    const problems = await problemsOf(content);
    expect(problems[0]).toContain(`case.yml:${place}`);
    expect(problems[0]).toContain(message);
    expect(problems.length).toBeLessThanOrEqual(21);
  });

  test('that multiplies itself by aliases is refused', async () => {
    const levels = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]`);
    expect(await problemsOf(`l0: &l0 [a]\n${levels.join('\n')}`)).toEqual([
      'case.yml:1:1: too many aliases',
    ]);
  });

  test('problems do not quote the file', async () => {
    const problems = await problemsOf(
      'observed: "ada@example.com\nexpected: [grace@example.com]\n',
    );
    expect(problems.join('\n')).not.toContain('@');
    const alias = await problemsOf('observed: *ada@example.com\n');
    expect(alias).toEqual(['case.yml:1:11: this alias has no anchor before it']);
    expect(alias.join('\n')).not.toContain('@');
    const others = await problemsOf('trace: ada@example.com\nname: ada@example.com');
    expect(others.join('\n')).not.toContain('@');
  });
});

describe('a file', () => {
  test('of more than 1 MiB is refused', async () => {
    expect(await problemsOf(`question: ${'a'.repeat(1024 * 1024)}`)).toEqual([
      'case.yml: longer than 1 MiB',
    ]);
  });

  test('that is not UTF-8 is refused', async () => {
    expect(await problemsOf(Uint8Array.of(0x71, 0x3a, 0x20, 0xff))).toEqual([
      'case.yml: not UTF-8',
    ]);
  });

  test('that is missing, a folder or a named pipe is refused at once', async () => {
    const pipe = join(folder, 'pipe.yml');
    execFileSync('mkfifo', [pipe]);
    for (const [file, reason] of [
      [join(folder, 'absent.yml'), 'unreadable (ENOENT)'],
      [folder, 'not a file'],
      [pipe, 'not a file'],
    ] as const) {
      await expect(loadCase(file)).rejects.toMatchObject({
        code: 'case-invalid',
        message: expect.stringContaining(reason),
      });
    }
  });

  test('with a hostile name cannot break out of the message', async () => {
    await expect(load('[]', 'a\n\u001b[31m\u202eb.yml')).rejects.toMatchObject({
      message: expect.stringMatching(/^\S+a {2}\[31m b\.yml:1:1: must be a mapping$/),
    });
  });

  test('with a problem in every line tells the first twenty', async () => {
    const problems = await problemsOf(`question: q\nmustContain:\n${'  - 1\n'.repeat(1000)}`);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('… and 980 more');
  });
});
