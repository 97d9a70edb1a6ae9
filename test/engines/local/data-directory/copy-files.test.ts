import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyFiles } from '../../../../src/engines/local/data-directory/copy-files.ts';
import { readTree } from '../../../../src/engines/local/data-directory/directory-tree.ts';
import { reflinkFolder } from '../../../postgres/reflink-folder.ts';
import { have, needs } from '../../../skip.ts';

const reflink = reflinkFolder();
const root = process.getuid?.() === 0 ? {} : { reason: 'only root can give files away' };
const linux = process.platform === 'linux' ? {} : { reason: 'only Linux tells which file is open' };
const { signal } = new AbortController();

describe('copied files', () => {
  let folder: string;
  let from: string;
  let to: string;
  beforeEach(() => makeFiles(tmpdir()));
  afterEach(() => rm(folder, { recursive: true }));

  /** 100 files in 4 folders, some of them empty or read-only. */
  async function makeFiles(parent: string): Promise<void> {
    folder = await mkdtemp(join(await realpath(parent), 'branch-prod-files-'));
    from = join(folder, 'from');
    to = join(folder, 'to');
    for (let index = 0; index < 100; index++) {
      const path = join(from, `folder ${index % 4}`);
      await mkdir(path, { recursive: true });
      const mode = index % 3 === 0 ? 0o400 : 0o644;
      await writeFile(join(path, `file ${index}`), 'x'.repeat(index % 5 === 0 ? 0 : index), {
        mode,
      });
    }
  }

  async function copy(overrides: Partial<Parameters<typeof copyFiles>[0]> = {}) {
    return copyFiles({
      from,
      to,
      entries: await readTree(from),
      live: false,
      signal,
      ...overrides,
    });
  }

  async function expectCopied(): Promise<void> {
    const entries = await readTree(from);
    expect(entries).toHaveLength(104);
    expect((await readTree(to)).map(({ path }) => path).sort()).toEqual(
      entries.map(({ path }) => path).sort(),
    );
    for (const { path, kind } of entries) {
      const { mode } = await stat(join(to, path));
      expect(mode & 0o777, path).toBe(kind === 'folder' ? 0o700 : 0o600);
      if (kind === 'file') {
        expect(await readFile(join(to, path))).toEqual(await readFile(join(from, path)));
      }
    }
    expect((await stat(to)).mode & 0o777).toBe(0o700);
  }

  it.each([true, false])('have the content, and modes for nobody else (live: %s)', async (live) => {
    await copy({ live });
    await expectCopied();
  });

  it('share their blocks where they can', needs(reflink), async () => {
    await rm(folder, { recursive: true });
    await makeFiles(have(reflink).folder);
    expect(await copy()).toBe('reflink');
    await expectCopied();
    await rm(to, { recursive: true });
    expect(await copy({ live: true })).toBe('reflink');
    await expectCopied();
  });

  it('are copied to another file system, and it is said', needs(reflink), async () => {
    await using _elsewhere = await useOtherFileSystem();
    expect(await copy()).toBe('copy');
    await expectCopied();
  });

  it('are counted while that takes long', needs(reflink), async () => {
    await using _elsewhere = await useOtherFileSystem();
    let now = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => {
      now += 100;
      return now;
    });
    const messages: string[] = [];
    await copy({ onProgress: (message) => messages.push(message) });
    clock.mockRestore();
    expect(messages[0]).toBe('copied 0.0 of 0.0 GB');
    // 100 files at 100 milliseconds: one message a second after the first two.
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.length).toBeLessThan(10);
  });

  async function useOtherFileSystem(): Promise<AsyncDisposable> {
    const other = await mkdtemp(join(have(reflink).folder, 'branch-prod-files-'));
    to = join(other, 'to');
    return { [Symbol.asyncDispose]: () => rm(other, { recursive: true }) };
  }

  it('belong to their owner, if we may give them away', needs(root), async () => {
    await copy({ owner: { uid: 12345, gid: 54321 } });
    for (const { path } of [{ path: '' }, ...(await readTree(to))]) {
      expect(await stat(join(to, path))).toMatchObject({ uid: 12345, gid: 54321 });
    }
  });

  it('may vanish meanwhile, but only from a running server', async () => {
    const entries = await readTree(from);
    await rm(join(from, 'folder 1', 'file 1'));
    await rm(join(from, 'folder 2'), { recursive: true });
    await copy({ entries, live: true });
    expect(await readdir(join(to, 'folder 1'))).toHaveLength(24);
    expect(await readdir(join(to, 'folder 2'))).toEqual([]);
    const atRest = copy({ entries, to: `${to}2` });
    await expect(atRest).rejects.toMatchObject({ code: 'state-unusable' });
  });

  it('are no others, when a link takes the place of one', async () => {
    const entries = await readTree(from);
    await writeFile(join(folder, 'secret'), 'secret');
    await rm(join(from, 'folder 1', 'file 1'));
    await symlink(join(folder, 'secret'), join(from, 'folder 1', 'file 1'));
    await expectRefused(entries);
  });

  it('are no others, when a link takes the place of their folder', needs(linux), async () => {
    const entries = await readTree(from);
    await rename(join(from, 'folder 1'), join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(from, 'folder 1'));
    await expectRefused(entries);
  });

  async function expectRefused(entries: Awaited<ReturnType<typeof readTree>>): Promise<void> {
    const copying = copy({ entries, live: true });
    await expect(copying).rejects.toMatchObject({ code: 'source-unsupported' });
    const copied = (await readTree(to)).map(({ path }) => path);
    expect(copied).not.toContain('folder 1/file 1');
  }

  it('are no more after an interruption', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const copying = copy({ signal: controller.signal });
    await expect(copying).rejects.toMatchObject({ code: 'interrupted' });
    const files = (await readTree(to)).filter(({ kind }) => kind === 'file');
    expect(files.length).toBeLessThan(100);
  });
});
