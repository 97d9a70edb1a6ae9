import type { Writable } from 'node:stream';

/** A reporter's way to a stream that belongs to somebody else: it is never ended here. */
export interface Output {
  /** Does nothing after `close` and after the stream broke. */
  write(text: string): void;
  /** Resolves when everything written has left; rejects once, with the stream's first error. */
  flushed(): Promise<void>;
  /** `flushed`, and the end of all writing. */
  close(): Promise<void>;
}

/** Opens a stream for writing such that its errors reach `flushed` instead of ending the process. */
export function openOutput(stream: Writable): Output {
  const broken = Promise.withResolvers<void>();
  let pending: Promise<unknown> = Promise.resolve();
  let failure: { error: Error; told: boolean } | undefined;
  let closed = false;

  const breakOff = (error: Error) => {
    failure ??= { error, told: false };
    broken.resolve();
  };
  // Never removed: an 'error' that nobody listens to would end the process, also one that comes late.
  stream.on('error', breakOff);

  const flushed = async () => {
    await Promise.race([pending, broken.promise]);
    if (failure !== undefined && !failure.told) {
      failure.told = true;
      throw failure.error;
    }
  };
  return {
    write(text) {
      if (closed || failure !== undefined) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      pending = Promise.all([pending, promise]);
      stream.write(text, (error) => {
        if (error) breakOff(error);
        resolve();
      });
    },
    flushed,
    close() {
      closed = true;
      return flushed();
    },
  };
}
