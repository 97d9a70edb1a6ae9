import type { Socket } from 'node:net';

/** Looks at what passes; what it does must not depend on when. */
export type Watch = (chunk: Buffer) => void;

/** What is passed on for what has come, and may be empty. */
export type Change = (chunk: Buffer) => Buffer;

/**
 * Passes on what two connections say to each other, as it comes, and no faster than it is taken: the one that speaks
 * is not read while the other has more waiting than its buffer holds. What has come from the branch still reaches the
 * application when the branch is gone; without an application nothing more is asked of the branch. Resolves when both
 * are closed.
 */
export async function relay(
  application: Socket,
  branch: Socket,
  {
    fromApplication,
    fromBranch,
    change,
  }: {
    readonly fromApplication: Watch;
    readonly fromBranch: Watch;
    /** Of what the application says; it has been watched as it was. */
    readonly change?: Change | undefined;
  },
): Promise<void> {
  await Promise.all([
    passOn(application, branch, { watch: fromApplication, change }).then(() => {
      branch.end(() => branch.destroy());
    }),
    passOn(branch, application, { watch: fromBranch }).then(() => application.end()),
  ]);
}

/** Resolves when `from` is closed. */
function passOn(
  from: Socket,
  to: Socket,
  { watch, change }: { readonly watch: Watch; readonly change?: Change | undefined },
): Promise<void> {
  from.on('data', (chunk: Buffer) => {
    watch(chunk);
    const bytes = change?.(chunk) ?? chunk;
    if (to.writable && bytes.length > 0 && !to.write(bytes)) from.pause();
  });
  const goOn = () => from.resume();
  to.on('drain', goOn);
  to.on('close', goOn);
  from.on('end', () => to.end());
  from.resume();
  return new Promise((resolve) => {
    if (from.closed) resolve();
    from.on('close', () => resolve());
  });
}
