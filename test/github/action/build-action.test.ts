import { appendFile, mkdtemp, readdir, readFile, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleAction } from '../../../scripts/action/bundle-action.ts';
import { differingFiles } from '../../../scripts/action/differing-files.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the built Action', { timeout: 60_000 }, () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'branch-prod-build-'));
    await bundleAction({ root, folder: join(scratch, 'one') });
    await bundleAction({ root, folder: join(scratch, 'other') });
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));
  const one = (file = '') => join(scratch, 'one', file);

  it('is the same each time, and a difference is found', async () => {
    const other = join(scratch, 'other');
    await expect(differingFiles(one(), other)).resolves.toEqual([]);
    await appendFile(join(other, 'lib/main.js'), '\n');
    await unlink(join(other, 'licenses.txt'));
    await expect(differingFiles(one(), other)).resolves.toEqual(['lib/main.js', 'licenses.txt']);
    await expect(differingFiles(one(), join(scratch, 'no'))).resolves.toContain('lib/post.js');
  });

  it('names no path of the machine that built it', async () => {
    for (const file of await readdir(one('lib'))) {
      const text = await readFile(one(`lib/${file}`), 'utf8');
      expect(text.includes(root), file).toBe(false);
      expect(text.includes('sourceMappingURL=data'), file).toBe(false);
    }
  });

  it('holds the programs that it starts, beside those that start them', async () => {
    const files = await readdir(one('lib'));
    expect(files).toEqual(
      expect.arrayContaining(['main.js', 'post.js', 'supervisor.js', 'pglite-process.js']),
    );
    expect(files.filter((file) => !/^[a-z-]+\.js$/.test(file))).toEqual([]);
  });

  it('knows its version, and carries the licences of what it redistributes', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(JSON.parse(await readFile(one('package.json'), 'utf8'))).toMatchObject({ version });
    const licences = await readFile(one('licenses.txt'), 'utf8');
    for (const name of ['@electric-sql/pglite', '@actions/core', '@octokit/core', 'pg', 'zod']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });
});
