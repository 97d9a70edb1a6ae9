import { describe, expect, test } from 'vitest';
import { commandSchema } from '../../../src/github/text/command.ts';
import { helpText, parseCommand } from '../../../src/github/text/parse-command.ts';
import { markdownAttack, terminalAttack } from '../../report/hostile-text.ts';
import { markdownParts } from '../markdown-parts.ts';

const run = { name: 'run', cases: [] };
const nothingElse = { models: [], instants: [], prompts: [] };
const explain = { name: 'explain', cases: [], alternatives: nothingElse };

describe('a comment is a command', () => {
  test.each([
    ['/branch-prod', run],
    ['/branch-prod run', run],
    ['\n  \r\n/branch-prod\r\nthanks, @ada', run],
    ['   /branch-prod\tRUN  ', run],
    ['/branch-prod replay', { name: 'replay', cases: [] }],
    [
      '/branch-prod replay wrong-price .branch-prod/cases/late.yml ./a/b.yaml wrong-price',
      { name: 'replay', cases: ['wrong-price', 'late', 'b'] },
    ],
    ['/branch-prod replay wrong-price.yml', { name: 'replay', cases: ['wrong-price'] }],
    ['/branch-prod bisect wrong-price', { name: 'bisect', cases: ['wrong-price'] }],
    [
      '/branch-prod bisect --case wrong-price late --case=cases/b.yml --case late --trials 9',
      { name: 'bisect', cases: ['late', 'wrong-price', 'b'], trials: 9 },
    ],
    ['/branch-prod explain', explain],
    ['/branch-prod explain --ref x', { ...explain, ref: 'x' }],
    [
      '/branch-prod explain wrong-price --model gpt-4.1 --base main --at 2026-03-01T14:05:00Z --model=ft:gpt-4o-mini:acme::a1 --at 2026-02-01T00:00:00Z --base v1 --model gpt-4.1',
      {
        name: 'explain',
        cases: ['wrong-price'],
        at: '2026-03-01T14:05:00Z',
        alternatives: {
          models: ['gpt-4.1', 'ft:gpt-4o-mini:acme::a1'],
          instants: ['2026-02-01T00:00:00Z'],
          prompts: ['main', 'v1'],
        },
      },
    ],
    ['/branch-prod status', { name: 'status' }],
    ['/branch-prod destroy', { name: 'destroy' }],
    ['/branch-prod help', { name: 'help' }],
    ['/branch-prod extend 4h', { name: 'extend', milliseconds: 14_400_000 }],
    ['/branch-prod extend 14d', { name: 'extend', milliseconds: 1_209_600_000 }],
    ['/branch-prod keep', { name: 'keep' }],
    ['/branch-prod keep wrong-price', { name: 'keep', case: 'wrong-price' }],
    ['/branch-prod --trials 3', { ...run, trials: 3 }],
    ['/branch-prod —trials 100', { ...run, trials: 100 }],
    [
      '/branch-prod --trials=3 replay a --ref feature/x --at 2026-03-01T14:05:00+01:00 b',
      {
        name: 'replay',
        cases: ['a', 'b'],
        trials: 3,
        ref: 'feature/x',
        at: '2026-03-01T14:05:00+01:00',
      },
    ],
    ['/branch-prod --ref v1.2.3', { ...run, ref: 'v1.2.3' }],
    // Legal in a branch's name, and never given to a shell.
    ['/branch-prod --ref $(id)', { ...run, ref: '$(id)' }],
  ])('%j', (body, command) => {
    expect(parseCommand(body)).toEqual(command);
    expect(commandSchema.parse(command)).toEqual(command);
  });
});

describe('a comment is none', () => {
  test.each([
    '',
    ' \n\t\n',
    'Try /branch-prod',
    '/branch-prods',
    '/branch-prod-app run',
    '/branch-prod/run',
    '/Branch-Prod',
    'Please\n/branch-prod',
    '> /branch-prod destroy',
    '```\n/branch-prod destroy\n```',
    '~~~\n/branch-prod\n~~~',
    '    /branch-prod destroy',
    '\t/branch-prod destroy',
    '`/branch-prod`',
    '- /branch-prod',
    '<!-- -->/branch-prod',
  ])('%j', (body) => {
    expect(parseCommand(body)).toBeUndefined();
  });
});

describe('what can’t be read is told', () => {
  test.each([
    ['/branch-prod replya', '`replya` is no command; did you mean "replay"?'],
    ['/branch-prod wrong-price', '`wrong-price` is no command.'],
    ['/branch-prod constructor', '`constructor` is no command.'],
    ['/branch-prod --trial 3', '`--trial` is no option; did you mean "--trials"?'],
    ['/branch-prod -n 3', '`-n` is no option.'],
    ['/branch-prod --trials', '`--trials` needs a value.'],
    ['/branch-prod --trials=', '`--trials` needs a value.'],
    ['/branch-prod --ref --trials 3', '`--ref` needs a value.'],
    ['/branch-prod --ref=--upload-pack=x', '`--ref` needs a value.'],
    ['/branch-prod --trials 3 --trials 5', '`--trials` is there twice.'],
    ['/branch-prod --trials 0', '`--trials` takes a number from 1 to 100, not `0`.'],
    ['/branch-prod --trials 101', '`--trials` takes a number from 1 to 100, not `101`.'],
    ['/branch-prod --trials 1e1', '`--trials` takes a number from 1 to 100, not `1e1`.'],
    [
      '/branch-prod --at yesterday',
      '`--at` takes a time with its zone, such as `2026-03-01T14:05:00Z`, not `yesterday`.',
    ],
    [
      '/branch-prod --at 2026-03-01T14:05:00',
      '`--at` takes a time with its zone, such as `2026-03-01T14:05:00Z`, not `2026-03-01T14:05:00`.',
    ],
    ['/branch-prod --ref a..b', '`--ref` takes a branch, tag or commit, not `a..b`.'],
    ['/branch-prod --ref HEAD~1', '`--ref` takes a branch, tag or commit, not `HEAD~1`.'],
    ['/branch-prod explain --base a..b', '`--base` takes a branch, tag or commit, not `a..b`.'],
    ['/branch-prod explain --base', '`--base` needs a value.'],
    ['/branch-prod explain --base --upload-pack=x', '`--base` needs a value.'],
    [
      '/branch-prod explain --base main --base ~1',
      '`--base` takes a branch, tag or commit, not `~1`.',
    ],
    [
      '/branch-prod explain --model $(id)',
      '`--model` takes the name of a model, such as `gpt-4.1-2025-04-14`, not `$(id)`.',
    ],
    [
      '/branch-prod explain --at 2026-03-01T14:05:00Z --at later',
      '`--at` takes a time with its zone, such as `2026-03-01T14:05:00Z`, not `later`.',
    ],
    ['/branch-prod explain --trials 1 --trials 2', '`--trials` is there twice.'],
    ['/branch-prod bisect --model gpt-4.1', '`bisect` takes no option `--model`.'],
    ['/branch-prod --base main', '`run` takes no option `--base`.'],
    [
      '/branch-prod bisect --at 2026-03-01T14:05:00Z --at 2026-03-02T14:05:00Z',
      '`--at` is there twice.',
    ],
    ['/branch-prod keep --case x', '`keep` takes no option `--case`.'],
    ['/branch-prod status --trials 3', '`status` takes no option `--trials`.'],
    ['/branch-prod destroy now', '`destroy` takes nothing more, but there is `now`.'],
    ['/branch-prod extend', '`extend` needs a duration, such as `extend 4h`.'],
    ['/branch-prod extend 4h 5h', '`extend` takes one duration, not also `5h`.'],
    ['/branch-prod extend 15d', '`extend` takes `30m`, `4h` or up to `14d`, not `15d`.'],
    [
      '/branch-prod extend 999999999d',
      '`extend` takes `30m`, `4h` or up to `14d`, not `999999999d`.',
    ],
    ['/branch-prod extend -4h', '`-4h` is no option.'],
    ['/branch-prod keep a b', '`keep` takes one name, not also `b`.'],
  ])('%j', (body, problem) => {
    expect(parseCommand(body)).toEqual({ name: 'unreadable', problem });
  });

  test.each([
    '../../etc/passwd.yml',
    '.branch-prod/cases/../../x.yml',
    '/etc/x.yml',
    'a//b.yml',
    'a/./b.yml',
    'a\\b.yml',
    'a/b.txt',
    'a/',
    'Wrong',
    '$(id)',
    '__proto__',
    'x'.repeat(101),
  ])('the case %j', (name) => {
    const command = parseCommand(`/branch-prod replay ${name}`);
    expect(command).toMatchObject({ name: 'unreadable' });
    expect(command).toHaveProperty('problem', expect.stringContaining('is no case'));
  });

  test.each([
    ['model', 10, 'x'],
    ['base', 10, 'x'],
    ['at', 11, '2026-03-01T14:05:00Z'],
    ['case', 20, 'x'],
  ])('more --%s than %i', (option, limit, value) => {
    const given = (count: number) =>
      `/branch-prod explain ${`--${option} ${value} `.repeat(count)}`;
    expect(parseCommand(given(limit))).toMatchObject({ name: 'explain' });
    const problem = `\`explain\` takes \`--${option}\` at most ${limit} times.`;
    expect(parseCommand(given(limit + 1))).toEqual({ name: 'unreadable', problem });
  });

  test('more than 20 cases', () => {
    const names = Array.from({ length: 21 }, (_, index) => `case-${index}`).join(' ');
    const problem = '`replay` takes at most 20 cases.';
    expect(parseCommand(`/branch-prod replay ${names}`)).toEqual({ name: 'unreadable', problem });
  });
});

const attacks = [
  ...markdownAttack.split('\n'),
  terminalAttack.replaceAll('\n', ''),
  '$(touch$IFS-x);`id`',
  '@octocat',
  '[x](https://evil.example)',
  '</details><script>alert(1)</script>',
  '-->',
  '%%{init:{}}%%',
  '``````````',
  '`',
  '@'.repeat(60_000),
  '`'.repeat(60_000),
];

describe('whatever is written is answered as code only, and short', () => {
  const places = [
    'X',
    'replay X',
    '--X',
    '--X=1',
    '--at X',
    '--ref ~X',
    '--case X',
    'explain --model X',
    'explain --base ~X',
    'explain --at X',
    'bisect --model X',
    'extend X',
    'keep X',
    'status X',
  ];
  test.each(places)('/branch-prod %s', (place) => {
    for (const attack of attacks
      .flatMap((each) => each.split(/\s+/))
      .filter((each) => each !== '')) {
      // Words such as "click" are legal names of cases.
      const problem = problemOf(place.replace('X', () => `${attack}!`));
      const { prose, code } = markdownParts(problem);
      expect(prose.length).toBeLessThan(200);
      expect(code.length).toBeLessThan(400);
      expect(prose).toMatch(/^[\w ,:;?"-]*[.?]$/);
    }
  });
});

function problemOf(command: string): string {
  const read = parseCommand(`/branch-prod ${command}`);
  if (read?.name !== 'unreadable') throw new Error(`${command.slice(0, 80)} was read`);
  return read.problem;
}

test.each([
  ['words', `/branch-prod replay ${'a '.repeat(30_000)}`],
  ['one word', `/branch-prod ${'a'.repeat(60_000)}`],
  ['options', `/branch-prod ${'--trials 3 '.repeat(6000)}`],
  ['a path', `/branch-prod replay ${'a/'.repeat(30_000)}b.yml`],
  ['equals signs', `/branch-prod --${'='.repeat(60_000)}`],
  ['blanks', `${' '.repeat(60_000)}/branch-prod`],
  ['blank lines', `${'\r\n'.repeat(30_000)}/branch-prod`],
  ['options that can be repeated', `/branch-prod explain ${'--model a '.repeat(6000)}`],
  ['a model', `/branch-prod explain --model ${'a/'.repeat(30_000)}`],
  ['a time', `/branch-prod --at ${'2026-03-01T14:05:00.'.padEnd(60_000, '0')}`],
  ['a number', `/branch-prod --trials ${'1'.repeat(60_000)}`],
])('60,000 characters of %s are read without long searches', (_, body) => {
  const start = performance.now();
  parseCommand(body);
  expect(performance.now() - start).toBeLessThan(10_000);
});

describe('the help', () => {
  test('names every command and option, and what it shows can be read', () => {
    const examples = [...helpText().matchAll(/`(\/branch-prod[^`]*)`/g)].map(
      ([, text]) => text as string,
    );
    const commands = examples.map((example) => parseCommand(example)?.name);
    expect(new Set(commands)).toEqual(
      new Set([
        'run',
        'replay',
        'bisect',
        'explain',
        'status',
        'extend',
        'destroy',
        'keep',
        'help',
      ]),
    );
    const [usual = '', own = ''] = helpText().split('Options of').slice(1);
    const options = (text: string) =>
      [...text.matchAll(/`(--[^` ]+ [^`]*)`/g)].map(([, one]) => one);
    const names = (text: string) => options(text).map((option) => option?.split(' ')[0]);
    expect(names(usual)).toEqual(['--case', '--trials', '--at', '--ref']);
    expect(names(own)).toEqual(['--model', '--base', '--at']);
    for (const option of options(usual)) {
      for (const name of ['run', 'replay', 'bisect', 'explain']) {
        expect(parseCommand(`/branch-prod ${name} ${option}`)).toMatchObject({ name });
      }
    }
    for (const option of options(own)) {
      const twice = `/branch-prod explain ${option} ${option}`;
      expect(parseCommand(twice)).toMatchObject({ name: 'explain' });
    }
  });

  test('pings nobody and is no command itself', () => {
    expect(helpText()).not.toMatch(/@/);
    expect(parseCommand(helpText())).toBeUndefined();
  });
});
