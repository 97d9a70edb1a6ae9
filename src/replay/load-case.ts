import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { BranchProdError } from '../errors.ts';
import type { Case } from './case.ts';
import { excerpt } from './excerpt.ts';
import { decodeCase, invalidCase, longestCase, parseCase } from './parse-case.ts';

/**
 * Reads a case from a YAML file. Without a `name` it is named after the file.
 * The file is hostile input: it may have 1 MiB, and messages repeat nothing of it but keys and unknown words.
 *
 * @throws {BranchProdError} `case-invalid` with all problems at once, one a line: `file:line:column: path: problem`
 */
export async function loadCase(file: string): Promise<Case> {
  return parseCase(await readText(file), { file });
}

async function readText(file: string): Promise<string> {
  try {
    // Without O_NONBLOCK a named pipe in the place of the file would block for ever.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    return await read(handle, file).finally(() => handle.close());
  } catch (error) {
    if (error instanceof BranchProdError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw invalidCase([`${excerpt(file)}: unreadable (${code})`], error);
  }
}

async function read(handle: FileHandle, file: string): Promise<string> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw invalidCase([`${excerpt(file)}: not a file`]);
  if (stat.size > longestCase) throw invalidCase([`${excerpt(file)}: longer than 1 MiB`]);
  return decodeCase(await handle.readFile(), { file });
}
