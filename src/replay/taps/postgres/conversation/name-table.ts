/** Names of a session that are remembered, and the bytes of what they stand for. */
const MOST = { names: 4000, bytes: 16_777_216 };

/** What names stand for, within bounds. */
export interface NameTable<T> {
  get(name: string): T | undefined;
  set(name: string, value: T): void;
  delete(name: string): void;
  clear(): void;
  /** The same names, to be changed apart. */
  copy(): NameTable<T>;
}

/**
 * Forgets the names that were not used for the longest time: many clients give prepared statements up by SQL
 * (`DEALLOCATE`, `DISCARD ALL`), which is not read, and others never.
 */
export function createNameTable<T>(
  sizeOf: (value: T) => number,
  entries: Iterable<readonly [string, T]> = [],
): NameTable<T> {
  const values = new Map<string, T>();
  let bytes = 0;

  function remove(name: string): void {
    const value = values.get(name);
    if (value === undefined) return;
    values.delete(name);
    bytes -= sizeOf(value);
  }

  function set(name: string, value: T): void {
    remove(name);
    values.set(name, value);
    bytes += sizeOf(value);
    for (const oldest of values.keys()) {
      if (oldest === name || (values.size <= MOST.names && bytes <= MOST.bytes)) break;
      remove(oldest);
    }
  }

  for (const [name, value] of entries) set(name, value);
  return {
    get(name) {
      const value = values.get(name);
      if (value === undefined) return undefined;
      values.delete(name);
      values.set(name, value);
      return value;
    },
    set,
    delete: remove,
    clear() {
      values.clear();
      bytes = 0;
    },
    copy: () => createNameTable(sizeOf, values),
  };
}
