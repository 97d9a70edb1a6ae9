import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Sets a folder's mode. Not by its name, which the server, while it could enter, may have given to a link: ENOTDIR. */
export async function setFolderMode(folder: string, mode: number): Promise<void> {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  await using handle = await open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  await handle.chmod(mode);
}
