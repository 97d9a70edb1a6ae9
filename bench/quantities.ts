/** A size in the unit that people would choose; units of 1000. */
export function formatBytes(bytes: number): string {
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    if (bytes >= size) return `${significant(bytes / size)} ${unit}`;
  }
  return `${bytes} B`;
}

/** A duration in milliseconds in the unit that people would choose. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${significant(ms)} ms` : `${significant(ms / 1000)} s`;
}

/** How many times as long. */
export function formatRatio(ratio: number): string {
  return `${significant(ratio)} x`;
}

function significant(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
