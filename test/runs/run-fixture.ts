import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Runs Vitest on a fixture of this folder. `output` is all that it printed. */
export async function runFixture(
  name: string,
  { args = [], environment = {} }: { args?: string[]; environment?: Record<string, string> } = {},
): Promise<{ code: number | null; output: string }> {
  const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..');
  const config = ['--config', join(import.meta.dirname, 'vitest.config.ts')];
  const child = spawn(
    process.execPath,
    [join(vitest, 'vitest.mjs'), 'run', ...config, `${name}.fixture`, ...args],
    {
      env: { PATH: process.env.PATH, NO_COLOR: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, output: output + errors };
}
