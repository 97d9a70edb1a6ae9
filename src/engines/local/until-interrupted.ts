import { interrupted, throwIfInterrupted } from './interrupted.ts';

/** What `work` comes to, or `interrupted` as soon as the signal is given; the work itself has to be ended by others. */
export async function untilInterrupted<T>(signal: AbortSignal, work: T | Promise<T>): Promise<T> {
  // Given up, it fails unheard.
  Promise.resolve(work).catch(() => {});
  throwIfInterrupted(signal);
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(interrupted());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
