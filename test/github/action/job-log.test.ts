import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openJobLog } from '../../../src/github/action/job-log.ts';

async function logged(...chunks: string[]): Promise<string> {
  const output = new PassThrough();
  const log = openJobLog(output);
  const all = text(output);
  for (const chunk of chunks) log.write(chunk);
  log.end();
  await new Promise((resolve) => log.once('end', resolve));
  output.end();
  return all;
}

describe('the log of the job', () => {
  it('shows what is printed', async () => {
    expect(await logged('replay: 2 of 5\n', 'a::b, C++ ##x\n')).toBe(
      'replay: 2 of 5\na::b, C++ ##x\n',
    );
  });

  it.each([
    '::set-output name=verdict::fixed',
    '  ::add-mask::e',
    '\u0085\u3000::stop-commands::x',
    'text ##[group]x',
    'first\r::save-state name=branch-prod::{}',
    ':::error::x',
  ])('obeys nothing in %j', async (line) => {
    const shown = await logged(`${line}\n`);
    expect(shown.split(/[\r\n]/).filter((each) => /^[\s\u0085]*::|##\[/.test(each))).toEqual([]);
  });

  it('obeys nothing that comes in pieces', async () => {
    expect(await logged('one\n:', ':add-mask::x\n:', ':error::y')).toBe(
      'one\n: :add-mask::x\n: :error::y',
    );
  });
});
