/** First in, first out; both in constant time, which an array's `shift` is not. */
export interface Queue<T> extends Iterable<T> {
  readonly length: number;
  push(item: T): void;
  peek(): T | undefined;
  shift(): T | undefined;
  clear(): void;
}

export function createQueue<T>(): Queue<T> {
  let items: (T | undefined)[] = [];
  let first = 0;
  return {
    get length() {
      return items.length - first;
    },
    push: (item) => void items.push(item),
    peek: () => items[first],
    shift() {
      const item = items[first];
      if (first === items.length) return undefined;
      items[first] = undefined;
      first += 1;
      if (first === items.length) {
        items.length = 0;
        first = 0;
      } else if (first > 1024) {
        items = items.slice(first);
        first = 0;
      }
      return item;
    },
    clear() {
      items = [];
      first = 0;
    },
    *[Symbol.iterator]() {
      for (let index = first; index < items.length; index++) yield items[index] as T;
    },
  };
}
