import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { type Production, startProduction } from './production.ts';
import { noProcessWith } from './program.ts';

const { withVector } = await findTestInstallations();

describe('at the limit of branches', { timeout: 90_000, ...needs(withVector) }, () => {
  let production: Production;
  beforeAll(async () => {
    const { installation } = have(withVector);
    production = await startProduction({ installation });
  }, 90_000);
  afterAll(() => production?.[Symbol.asyncDispose]());

  it('a run ends the preview that another one keeps for people, who are told why', async () => {
    const committed = join(production.repository.repository, '.github/branch-prod.yml');
    const text = await readFile(committed, 'utf8');
    const limited = text.replace('source:', 'engine: { limits: { branches: 1 } }\nsource:');
    const config = await production.write('limited.yml', limited);
    const keeper = production.start('run', '--config', config, '--keep');
    try {
      const [address] = await keeper.says(/http:\S+token=\S+/);
      await keeper.says(/Press Ctrl-C/);
      const second = await production.runToEnd('run', '--config', config);
      expect(second.code, second.stderr).toBe(0);
      const first = await keeper.ended;
      expect(first.code, first.stderr).toBe(0);
      expect(first.stderr).toContain('The branch was removed to make room for a newer one.\n');
      await expect(fetch(address)).rejects.toThrow();
    } finally {
      keeper.child.kill('SIGKILL');
    }
    const { stdout } = await production.runToEnd('list', '--json');
    expect(JSON.parse(stdout).map(({ kind }: { kind: string }) => kind)).toEqual(['snapshot']);
    expect(production.repository.worktrees()).toEqual([]);
    await noProcessWith(`app.js ${production.repository.root}`);
  });

  it('a run fails while the other one is not over, and says what to do', async () => {
    const committed = join(production.repository.repository, '.github/branch-prod.yml');
    const text = await readFile(committed, 'utf8');
    const slow = text
      .replace('source:', 'engine: { limits: { branches: 1 } }\nsource:')
      .replace('ANSWER_MS: "0"', 'ANSWER_MS: "600000"');
    const config = await production.write('slow.yml', slow);
    const busy = production.start('run', '--config', config);
    try {
      await busy.says(/preview/);
      await busy.says(/replay/i);
      const refused = await production.runToEnd('run', '--config', config);
      expect(refused.code, refused.stderr).toBe(3);
      expect(refused.stderr).toContain('There is 1 branch, no more are allowed');
      expect(refused.stderr).toContain('`engine.limits.branches`');
    } finally {
      busy.child.kill('SIGTERM');
      await busy.ended;
    }
  });
});
