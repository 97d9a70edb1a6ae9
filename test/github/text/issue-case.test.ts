import { describe, expect, test } from 'vitest';
import { type IssueCase, readIssueCase } from '../../../src/github/text/issue-case.ts';
import { parseCase } from '../../../src/replay/parse-case.ts';
import { markdownAttack, terminalAttack } from '../../report/hostile-text.ts';
import { markdownParts } from '../markdown-parts.ts';

const repository = { owner: 'acme', repo: 'shop' };
const read = (body: string) => readIssueCase({ number: 12, body, repository });

function caseOf(result: IssueCase) {
  if (result.kind !== 'case') throw new Error(JSON.stringify(result).slice(0, 500));
  return result.case;
}

function missingOf(result: IssueCase): readonly string[] {
  if (result.kind !== 'unreadable') throw new Error(`was read: ${result.kind}`);
  return result.missing;
}

const form = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([label, value]) => `### ${label}\n\n${value}`)
    .join('\n\n');

const question = 'Can I return a jacket?';
const smallForm = { 'Question or request': question, 'Must not contain': '90 days' };
const block = (yaml: string) => `Hello\n\n\`\`\`branch-prod\n${yaml}\n\`\`\`\nBye`;

describe('a fenced block', () => {
  test('holds what a case file holds, and may leave out the name', () => {
    const result = read(block(`question: ${question}\nmustNotContain: ["90 days"]`));
    expect(caseOf(result)).toEqual({
      name: 'issue-12',
      question,
      assert: [{ type: 'not-icontains', value: '90 days' }],
    });
  });

  test('goes before the form and before links, with CRLF, whatever follows its name', () => {
    const link = 'https://github.com/acme/shop/blob/main/.branch-prod/cases/a.yml';
    const yaml = 'name: mine\nquestion: q\nmustContain: [x]';
    const body = `${form(smallForm)}\n\n${link}\n\n~~~branch-prod v1\n${yaml}\n~~~`;
    expect(caseOf(read(body.replaceAll('\n', '\r\n'))).name).toBe('mine');
  });

  test('all that is wrong is told, with the block’s lines, as code', () => {
    const missing = missingOf(read(block('question: q\nasert: []\noccurredAt: "@octocat"')));
    expect(missing).toEqual([
      expect.stringMatching(/^Correct the `branch-prod` block: `block:1:1: assert: missing; .*`$/),
      'Correct the `branch-prod` block: `block:2:1: asert: unknown key; did you mean "assert"?`',
      expect.stringMatching(/^Correct the `branch-prod` block: `block:3:1: occurredAt: write .*`$/),
    ]);
    expect(missing.join()).not.toContain('octocat');
  });

  test.each([
    ['syntax', 'question: "q', 'block:2:1: a quote'],
    ['a tag', 'question: !!js/function x', 'tags are not allowed'],
    ['a list', '- a', 'must be a mapping'],
    ['nothing', '', 'must be a mapping'],
    ['an alias bomb', `a: &a [x]\nb: [${'*a,'.repeat(200)}]`, 'too many aliases'],
    ['a key of JavaScript', 'question: q\n__proto__: {}', 'not allowed'],
    ['a very long key', `? ${'k'.repeat(60_000)}\n: 1\n`, 'more characters cut'],
    ['a path as its name', 'name: ../../x\nquestion: q\nmustContain: [x]', 'name: write a name'],
  ])('%s in it is refused', (_, yaml, told) => {
    const missing = missingOf(read(block(yaml))).join('\n');
    expect(missing).toContain(told);
    expect(missing.length).toBeLessThan(2000);
  });

  test('two of them are told apart from one', () => {
    const twice = block('question: q').repeat(2);
    expect(missingOf(read(twice))).toEqual(['Leave one `branch-prod` block: there are several.']);
  });

  test.each([
    ['a comment, which nobody sees', `<!--\n${block('question: q')}\n-->`],
    ['another block', `\`\`\`\`md\n${block('question: q')}\n\`\`\`\``],
    ['a quote', block('question: q').replace(/^/gm, '> ')],
    ['another word', block('question: q').replace('branch-prod', 'branch-production')],
  ])('in %s it does not count', (_, body) => {
    expect(missingOf(read(body))[0]).toContain('Say what was asked');
  });
});

describe('a link or path', () => {
  test.each([
    ['https://github.com/acme/shop/blob/main/evals/late.yml', 'evals/late.yml'],
    ['https://github.com/ACME/Shop/blob/main/evals/late.yaml?plain=1#L3', 'evals/late.yaml'],
    ['https://github.com/acme/shop/blob/a/b/.branch-prod/cases/x.yml', '.branch-prod/cases/x.yml'],
    ['<https://github.com/acme/shop/blob/main/a%20b.yml>', 'a b.yml'],
    ['[the case](https://github.com/acme/shop/blob/main/evals/late.yml)', 'evals/late.yml'],
    ['.branch-prod/cases/late.yml', '.branch-prod/cases/late.yml'],
    ['  `./evals/late.yml`  ', 'evals/late.yml'],
  ])('%s', (line, path) => {
    expect(read(`See the case:\r\n\r\n${line}\r\n\r\nThanks`)).toEqual({ kind: 'file', path });
  });

  test('can be given twice, and in the form instead of a question', () => {
    expect(read('a.yml\n\na.yml')).toEqual({ kind: 'file', path: 'a.yml' });
    expect(read(form({ ...smallForm, 'Question or request': 'evals/a.yml' }))).toEqual({
      kind: 'file',
      path: 'evals/a.yml',
    });
  });

  test.each([
    '../../etc/passwd.yml',
    '.branch-prod/../../x.yml',
    '/etc/x.yml',
    'a\\..\\x.yml',
    'https://github.com/acme/shop/blob/main/..%2f..%2fx.yml',
    'https://github.com/acme/shop/blob/main/%00.yml',
    'https://github.com/acme/shop/blob/main/%zz.yml',
    'https://github.com/acme/shop/blob/main/../../../../x/y/blob/main/z.yml',
    'https://github.com/other/shop/blob/main/a.yml',
    'https://github.com.evil.example/acme/shop/blob/main/a.yml',
    'https://evil.example/acme/shop/blob/main/a.yml',
    'https://github.com/acme/shop/raw/main/a.yml',
    '`$(id)/../x.yml`',
  ])('%s is refused', (line) => {
    const [told = ''] = missingOf(read(line));
    expect(told).toMatch(/^Name a case file of this repository instead of `/);
    expect(markdownParts(told).prose).toBe('Name a case file of this repository instead of .');
  });

  test('several are told', () => {
    expect(missingOf(read('a.yml\nb.yml'))).toEqual(['Name one case file: there are several.']);
  });

  test.each([
    'I changed .github/workflows/ci.yml yesterday',
    '```\nevals/late.yml\n```',
    '<!--\nevals/late.yml\n-->',
    '.yml',
  ])('%j names none', (body) => {
    expect(read(body).kind).toBe('unreadable');
  });

  test('in a question of several lines it is a part of the question', () => {
    const asked = 'What does this say?\n\nevals/late.yml';
    expect(caseOf(read(form({ ...smallForm, 'Question or request': asked }))).question).toBe(asked);
  });
});

describe('the form', () => {
  test('is read whatever its values look like', () => {
    const body = form({
      'Question or request': '# Hi\n\n### My order\n\n```sql\nselect 1\n```\n---\n> and?',
      'Observed answer': '```\n### Not a label\n90 days\n```',
      'Expected answer': '_No response_',
      'Must contain': '  30 days \n\n- 14 days\n',
      'Must not contain': '90 days',
      'Trace or request id': '4bf92f35:77-b3.4d',
      'Occurred at': '2026-03-01T14:05:00Z',
    });
    const expected = {
      name: 'issue-12',
      question: '# Hi\n\n### My order\n\n```sql\nselect 1\n```\n---\n> and?',
      observed: '### Not a label\n90 days',
      occurredAt: '2026-03-01T14:05:00Z',
      trace: '4bf92f35:77-b3.4d',
      assert: [
        { type: 'icontains', value: '30 days' },
        { type: 'icontains', value: '- 14 days' },
        { type: 'not-icontains', value: '90 days' },
      ],
    };
    expect(caseOf(read(body))).toEqual(expected);
    expect(caseOf(read(body.replaceAll('\n', '\r\n')))).toEqual(expected);
  });

  test.each([
    ['JSON', '{"method": "POST", "path": "/ask", "body": {"question": "q", "n": 1}}'],
    [
      'JSON in a block',
      '```json\n{"method": "POST", "path": "/ask", "body": {"question": "q", "n": 1}}\n```',
    ],
    ['YAML', 'method: POST\npath: /ask\nbody: { question: q, n: 1 }'],
  ])('a request in %s is a request', (_, asked) => {
    const { request, question: text } = caseOf(
      read(form({ ...smallForm, 'Question or request': asked })),
    );
    expect(text).toBeUndefined();
    expect(request).toEqual({ method: 'POST', path: '/ask', body: { question: 'q', n: 1 } });
  });

  test.each([
    'path: what does it mean?',
    'method: how do I cook rice?',
    'body: "unclosed',
    'Where is\npath: /x of the',
    '[1, 2] is what?',
  ])('%j is a question', (asked) => {
    expect(caseOf(read(form({ ...smallForm, 'Question or request': asked }))).question).toBe(asked);
  });

  test.each([
    ['{"metod": "POST", "path": "/ask"}', 'did you mean "method"?'],
    ['{"path": "ask"}', 'write a path that begins with "/"'],
    ['{"path": "/ask",', '1:17: a quote'],
    ['method: POST\npath: //evil\nhost: x', 'unknown key'],
    ['{"path": "/ask", "__proto__": {}}', 'not allowed'],
    ['method: "@OCTOCAT"\npath: /ask', 'is unknown, must be one of'],
  ])('what is wrong with the request %j is told', (asked, told) => {
    const missing = missingOf(read(form({ ...smallForm, 'Question or request': asked })));
    expect(missing.join('\n')).toContain(told);
    for (const each of missing) expect(markdownParts(each).prose).not.toMatch(/[@<>[\]]/);
  });

  test('what is not filled in is told by the name of the field, all at once', () => {
    const empty = '_No response_';
    const body = form({
      'Question or request': empty,
      'Must contain': empty,
      'Must not contain': '',
      'Trace or request id': '@octocat <b>',
      'Occurred at': 'yesterday @octocat',
    });
    expect(missingOf(read(body)).toSorted()).toEqual([
      'Correct “Occurred at”: `write an ISO 8601 time such as 2026-03-01T14:05:00Z`',
      'Correct “Trace or request id”: `write the id as letters, digits, ".", "_", ":" and "-"`',
      'Fill in “Must contain” or “Must not contain”: what makes an answer right.',
      'Fill in “Question or request”: what the person asked.',
    ]);
  });

  test('JSON that can’t be read is told together with what is missing elsewhere', () => {
    const missing = missingOf(read(form({ 'Question or request': '{"path": ', Trace: 'x' })));
    expect(missing).toEqual([
      expect.stringContaining('Correct the JSON'),
      expect.stringContaining('Fill in “Must contain”'),
    ]);
  });

  test('a value that holds a line like a heading of the form is told, and nothing is guessed', () => {
    const body = form({
      ...smallForm,
      'Question or request': 'q\n\n### Must not contain\n\nharmless',
    });
    expect(missingOf(read(body))).toEqual([
      'Leave one line `### Must not contain`: there are several.',
    ]);
  });

  test('a title or text around it is no part of it', () => {
    const body = `Hi\n\n${form(smallForm)}\n\n### Must contain \n\n_No response_`;
    expect(caseOf(read(body)).question).toBe(question);
  });
});

test('an issue without a case is told what to do', () => {
  for (const body of ['', 'It is wrong!', '### Steps\n\n1. Ask']) {
    expect(missingOf(read(body))).toEqual([expect.stringContaining('Say what was asked')]);
  }
});

const hostile = [
  markdownAttack,
  terminalAttack,
  '$(touch x); `id` && "\'\\',
  'a: b\n- c\n# d\n---\n...\n%YAML 1.1',
  '"}]\n```\n```branch-prod',
  '*alias &anchor !!tag | > @ % ,[]{}',
  ' leading and trailing ',
  'tab\there\u0085\u2028\u2029\ufeff\u0000\u001b',
  'null',
  'yes',
  '0x1F',
  '2026-03-01',
  '<<',
  '=',
  '~',
  '__proto__',
];

test.each(hostile)('the document of a case with %j gives the same case', (text) => {
  const body = block(
    JSON.stringify({
      question: text,
      observed: text,
      expected: text,
      request: {
        path: '/ask',
        headers: { [`x-${text}`]: text },
        body: { [`k${text}`]: [text, 1, null, true] },
      },
      mustContain: [text],
      assert: [{ type: 'equals', value: { [`k${text}`]: text } }],
    }),
  );
  const result = read(body);
  const original = caseOf(result);
  const { document } = result as { document: string };
  expect(parseCase(document, { file: 'case.yml' })).toEqual(original);
  expect(original.question).toBe(text);
});

test.each([
  ['backticks', '`'],
  ['fences', '```\n'],
  ['fences of tildes', '~~~branch-prod\n'],
  ['headings', '### Question or request\n\nq\n\n'],
  ['other headings', '### a\n'],
  ['comments', '<!-- '],
  ['closed comments', '<!-- -->'],
  ['links', 'https://github.com/acme/shop/blob/main/a.yml\n'],
  ['paths', 'a/'],
  ['brackets', '['],
  ['parentheses', '[a]('],
  ['carriage returns', '\r'],
  ['blanks', ' '],
  ['keys', 'path:\n'],
])('65,536 characters of %s are read without long searches', (_, part) => {
  const text = part.repeat(65_536 / part.length);
  const start = performance.now();
  read(text);
  read(form({ ...smallForm, 'Question or request': text }));
  read(form({ ...smallForm, 'Observed answer': text, 'Must contain': text }));
  expect(performance.now() - start).toBeLessThan(10_000);
});

test.each([
  '[',
  '{',
  '{a: ',
  '- ',
  '? ',
  'a: ',
  '&a ',
  '"',
  "'",
  '|\n',
  '#',
  ' ',
  '\n',
  '*a ',
  '!',
  'a\n',
  '- a\n',
  'a: b\n',
  '{"a":',
])('a block of 65,000 characters of %j is read without long searches', (part) => {
  const text = part.repeat(65_000 / part.length);
  const start = performance.now();
  const missing = missingOf(read(block(text)));
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(missing.join('\n').length).toBeLessThan(10_000);
});
