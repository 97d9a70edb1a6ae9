import type { Masks } from './masks.ts';

/** What people can read of a job on GitHub. */
export interface JobLog {
  /** Adds a line, with `***` for the secrets that are known by now. */
  write(line: string): void;
  /** All lines so far. */
  text(): string;
}

/** A log whose lines are masked when they are written: a secret that is registered later stays, as on GitHub. */
export function createJobLog(masks: Masks): JobLog {
  const lines: string[] = [];
  return {
    write(line) {
      lines.push(masks.apply(line));
    },
    text: () => lines.map((line) => `${line}\n`).join(''),
  };
}
