/** Hands values from work that pushes them to a loop that pulls them. */
export interface Channel<T> extends AsyncIterable<T> {
  /** Resolves when the reader has done with the value and asks for the next, or has left. */
  push(value: T): Promise<void>;
  /** No more values come. */
  close(): void;
}

/** A channel for one reader. Values wait in order; a reader that leaves lets all pushes go on. */
export function createChannel<T>(): Channel<T> {
  const waiting: { value: T; done: () => void }[] = [];
  let closed = false;
  let left = false;
  let wake = () => {};

  return {
    push(value) {
      if (left) return Promise.resolve();
      return new Promise((done) => {
        waiting.push({ value, done });
        wake();
      });
    },
    close() {
      closed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      let current: (() => void) | undefined;
      try {
        for (;;) {
          const next = waiting.shift();
          if (next !== undefined) {
            current = next.done;
            yield next.value;
            current();
          } else if (closed) return;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        left = true;
        current?.();
        for (const { done } of waiting.splice(0)) done();
      }
    },
  };
}
