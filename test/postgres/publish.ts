import { mkdtemp, rename, rm, stat } from 'node:fs/promises';

/**
 * Makes a folder that several workers want, whole or not at all: whoever is done first gives it its name, and the
 * others take that one.
 */
export async function publish(
  target: string,
  make: (draft: string) => Promise<void>,
): Promise<void> {
  if (await exists(target)) return;
  const draft = await mkdtemp(`${target}.`);
  await make(draft);
  await rename(draft, target).catch(async (error) => {
    if (!(await exists(target))) throw error;
    await rm(draft, { recursive: true });
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
