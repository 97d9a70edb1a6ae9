import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { endProcess } from './end-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the files of one run share about PostgreSQL; every user may read it. */
    postgresFolder: string;
  }
}

/**
 * Vitest's global setup: makes the folder that holds the copied installation, the templates of data directories and
 * notes of the servers that run. At the end it ends the servers that a test forgot, which fails the run.
 */
export default async function makeRunFolder(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-tests-'));
  await chmod(folder, 0o755);
  for (const name of ['servers', 'templates']) await mkdir(join(folder, name));
  project.provide('postgresFolder', folder);
  return async () => {
    const forgotten = await endServers(join(folder, 'servers'));
    await rm(folder, { recursive: true });
    if (forgotten.length > 0) {
      throw new Error(`A test left PostgreSQL running, now ended: ${forgotten.join(', ')}`);
    }
  };
}

/** A note is named for the server's folder and holds its path. */
async function endServers(notes: string): Promise<string[]> {
  const folders: string[] = [];
  for (const note of await readdir(notes)) {
    const folder = await readFile(join(notes, note), 'utf8');
    const pid = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
    if (pid !== '') await endProcess(Number.parseInt(pid, 10));
    await rm(folder, { recursive: true, force: true });
    folders.push(folder);
  }
  return folders;
}
