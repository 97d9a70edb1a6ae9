/** `12,345` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 table`, `12,345 values`: for nouns whose plural takes an s. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Milliseconds as `38 ms`, `2.41 s`, `1 min 5 s` or `2 h 3 min`. */
export function formatDuration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  if (Math.round(ms / 10) < 6000) return `${(Math.round(ms / 10) / 100).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The time of what still runs, in whole seconds: `0 s`, `12 s`, `1 min 5 s`. */
export function formatElapsed(ms: number): string {
  return ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1000))} s` : formatDuration(ms);
}

/** Bytes in powers of 1,000: `512 B`, `1.7 GB`, `394 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes / 1000;
  let unit = 0;
  // 999.5 would be shown as 1,000 of the smaller unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const rounded = value < 9.95 ? value.toFixed(1) : formatCount(Math.round(value));
  return `${rounded} ${units[unit]}`;
}

/** A share between 0 and 1 as `57 %`. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** An ISO 8601 instant as `2026-03-14 09:26 UTC`; `an unknown time` for anything else. */
export function formatInstant(iso: string): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return 'an unknown time';
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
