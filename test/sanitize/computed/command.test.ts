import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Command, createCommand } from '../../../src/sanitize/computed/command.ts';

const never = new AbortController().signal;
const commands: Command[] = [];

afterEach(async () => {
  for (const command of commands.splice(0)) await command.end().catch(() => {});
});

/** A program of Node's that runs `body` for each line, as `line` and parsed as `question`. */
function perLine(body: string): string[] {
  return [
    process.execPath,
    '-e',
    `const answer = (value) => process.stdout.write(JSON.stringify({ value }) + '\\n');
     require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
       const question = JSON.parse(line); ${body} });`,
  ];
}

const reverse = "answer([...question.value].reverse().join('') + '.');";

function start(program: string[], { timeout = 60_000, longestAnswer = 1_000_000 } = {}): Command {
  const command = createCommand(
    { mask: 'command', program: program as [string], timeout },
    { column: 'people.name', folder: tmpdir(), longestAnswer },
  );
  commands.push(command);
  return command;
}

/** The error of masking one value, or of ending after it. */
async function failureOf(program: string[], options = {}, values = ['Zebulon Quackenbush']) {
  const command = start(program, options);
  const error = await command
    .maskValues(values, never)
    .then(() => command.end())
    .catch((error) => error);
  expect(error).toMatchObject({ code: 'mask-failed' });
  expect(error.message).toMatch(/^the program that masks people\.name /);
  expect(`${error.message} ${error.nextStep} ${error.cause}`).not.toMatch(/Zebulon|Quackenbush/);
  return error.message.replace('the program that masks people.name ', '');
}

/** A program that goes on for ever once it has answered, with a child that does too; it tells both pids by a file. */
async function lingering(before: string) {
  const file = join(tmpdir(), `pids-${crypto.randomUUID()}`);
  const program = perLine(`
    const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
      { stdio: 'inherit' });
    require('fs').writeFileSync(${JSON.stringify(file)}, process.pid + ' ' + child.pid);
    setInterval(() => {}, 1000); ${before}`);
  return { program, pids: async () => (await readFile(file, 'utf8')).split(' ').map(Number) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectGone(pids: number[]): Promise<void> {
  expect(pids).toHaveLength(2);
  await expect.poll(() => pids.some(isAlive), { timeout: 5_000 }).toBe(false);
}

describe('a program as a mask', () => {
  it('is told the column and a value a line, and its answers become the pseudonyms', async () => {
    const command = start(perLine("answer(question.column + ': ' + question.value.length);"));
    expect(await command.maskValues(['Ada', 'Grace\n"Ö"\u2028', null, ''], never)).toEqual([
      'people.name: 3',
      'people.name: 10',
      null,
      '',
    ]);
    await command.end();
  });

  it('may answer that a value becomes NULL', async () => {
    const command = start(perLine('answer(null);'));
    expect(await command.maskValues(['Ada'], never)).toEqual([null]);
  });

  it('is asked once for equal values, in one call and in later ones', async () => {
    const command = start(perLine('globalThis.n = (globalThis.n ?? 0) + 1; answer(String(n));'));
    expect(await command.maskValues(['a', 'b', 'a'], never)).toEqual(['1', '2', '1']);
    expect(await command.maskValues(['b', 'c'], never)).toEqual(['2', '3']);
  });

  it('gets more than the pipes hold, in both directions, without a deadlock', async () => {
    const command = start(perLine(reverse), { longestAnswer: 10_000_000 });
    const values = Array.from({ length: 200 }, (_, index) => `${index}`.repeat(20_000));
    const masked = await command.maskValues(values, never);
    expect(masked).toEqual(values.map((value) => `${[...value].reverse().join('')}.`));
    const [huge] = await command.maskValues(['x'.repeat(5_000_000)], never);
    expect(huge).toHaveLength(5_000_001);
    await command.end();
  });

  it('answers after it has read all that a batch asks', async () => {
    const command = start(
      perLine(
        '(globalThis.all ??= []).push(question.value); if (all.length === 3000) all.forEach((value) => answer(value + "!"));',
      ),
    );
    const values = Array.from({ length: 3000 }, (_, index) => `${index}-${'v'.repeat(500)}`);
    expect(await command.maskValues(values, never)).toEqual(values.map((value) => `${value}!`));
  });

  it('is not started for a column without values', async () => {
    const command = start(['/no/such/program']);
    expect(await command.maskValues([null, ''], never)).toEqual([null, '']);
    await command.end();
  });

  it('runs without a shell, in an empty folder, with a few variables and none of our secrets', async () => {
    process.env.BRANCH_PROD_MASK_KEY = 'a secret';
    try {
      const command = start([
        ...perLine(
          `answer(JSON.stringify([Object.keys(process.env), require('fs').readdirSync('.'), process.cwd() === process.env.TMPDIR, process.argv.at(-1)]));`,
        ),
        '$HOME; `id`',
      ]);
      const [answer] = await command.maskValues(['Ada'], never);
      const [variables, files, inFolder, argument] = JSON.parse(answer as string);
      const allowed = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'];
      expect(allowed).toEqual(expect.arrayContaining(variables));
      expect([files, inFolder, argument]).toEqual([[], true, '$HOME; `id`']);
    } finally {
      delete process.env.BRANCH_PROD_MASK_KEY;
    }
  });

  it('is refused what is no answer, each time without a value', async () => {
    const failures = {
      "process.stdout.write('Zebulon\\n');": 'answered with a line that is not JSON',
      'process.stdout.write(\'{"value": 7}\\n\');':
        'answered with JSON that is neither {"value": "…"} nor {"value": null}',
      'process.stdout.write(\'{"value":"a","Zebulon":1}\\n\');':
        'answered with JSON that is neither {"value": "…"} nor {"value": null}',
      "process.stdout.write('[]\\n');":
        'answered with JSON that is neither {"value": "…"} nor {"value": null}',
      "process.stdout.write('\\n');": 'answered with a line that is not JSON',
      'process.stdout.write(Buffer.from([0x22, 0xff, 0x22, 0x0a]));':
        'answered with a line that is not UTF-8',
      'answer("a\\0b");': 'answered with characters that PostgreSQL cannot store',
      'answer("\\ud800");': 'answered with characters that PostgreSQL cannot store',
      'answer(question.value);': 'answered with the value itself',
    };
    for (const [body, message] of Object.entries(failures)) {
      expect(await failureOf(perLine(body))).toBe(message);
    }
  });

  it('is refused a line that does not end', async () => {
    const program = perLine("process.stdout.write('{\"value\":\"' + 'x'.repeat(50_000));");
    expect(await failureOf(program, { longestAnswer: 40_000 })).toBe(
      'answered with more than 40000 bytes',
    );
  });

  it('is refused more answers than questions, at once, later and at the end', async () => {
    const extra = 'answered more than it was asked';
    expect(await failureOf(perLine("answer('a'); answer('b');"))).toBe(extra);
    const late = "answer('a'); process.stdin.on('end', () => answer('b'));";
    expect(await failureOf(perLine(late))).toBe(extra);
  });

  it('is ended when it does not answer', async () => {
    const { program, pids } = await lingering('');
    expect(await failureOf(program, { timeout: 3_000 })).toBe('did not answer within 3 s');
    await commands.at(-1)?.end();
    await expectGone(await pids());
  });

  it('is ended when it does not end by itself', async () => {
    const { program, pids } = await lingering("answer('a');");
    expect(await failureOf(program, { timeout: 3_000 })).toBe('did not end within 3 s');
    await expectGone(await pids());
  });

  it.each([
    ['dies', perLine('process.exit(3);'), 'ended with code 3 before all was answered'],
    ['dies early', ['/bin/sh', '-c', 'exit 4'], 'ended with code 4 before all was answered'],
    [
      'is ended by a signal',
      perLine("process.kill(process.pid, 'SIGKILL');"),
      'was ended by SIGKILL before all was answered',
    ],
    [
      'answers short',
      perLine("answer('a'); process.exit(0);"),
      'ended with code 0 before all was answered',
    ],
    [
      'closes its output',
      ['/bin/sh', '-c', 'exec 1>&-; while read line; do :; done; sleep 60'],
      'closed its output before all was answered',
    ],
    ['is not there', ['no-such-program'], "can't be started (ENOENT)"],
  ])('is a failure where it %s', async (_, program, message) => {
    const values = Array.from({ length: 20_000 }, (_, index) => `Zebulon ${index}`);
    expect(await failureOf(program, {}, values)).toBe(message);
  });

  it('is a failure where all is answered, but it ends badly', async () => {
    const program = perLine("answer('a'); process.stdin.on('end', () => process.exit(5));");
    expect(await failureOf(program)).toBe('ended with code 5');
  });

  it('is ended at an interruption, with all that it started', async () => {
    const { program, pids } = await lingering('');
    const command = start(program);
    const controller = new AbortController();
    const masking = command.maskValues(['Ada'], controller.signal);
    masking.catch(() => {});
    await expect.poll(() => pids().catch(() => []), { timeout: 10_000 }).toHaveLength(2);
    controller.abort(new Error('interrupted'));
    await expect(masking).rejects.toThrow('interrupted');
    await command.end();
    await expectGone(await pids());
  });
});
