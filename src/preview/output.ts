import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Secret } from '../config/secret.ts';

const keptLines = 200;
const keptCharacters = 2_000;
/** Replacing a shorter value everywhere would make the output unreadable and hide nothing. */
const shortestSecret = 6;

/** The last lines that a command printed. */
export interface Output {
  /** Takes the lines of a stream from now until it ends. */
  collect(stream: Readable): void;
  /** At most 200 lines of at most 2,000 characters, without secrets and control characters. */
  lines(): string[];
}

/** An empty output; secrets are replaced by `[secret]` before anything is kept. */
export function createOutput(secrets: readonly Secret[]): Output {
  const hidden = formsOf(secrets);
  const longest = Math.max(0, ...hidden.map((value) => value.length));
  const kept: string[] = [];

  function keep(line: string): void {
    let text = stripVTControlCharacters(line).replaceAll(/\p{Cc}/gu, '');
    for (const value of hidden) text = text.replaceAll(value, '[secret]');
    // The end of a line that was cut may be the beginning of a secret.
    if (line.length >= keptCharacters + longest) text = text.slice(0, text.length - longest);
    kept.push(text.slice(0, keptCharacters));
    if (kept.length > keptLines) kept.shift();
  }

  return {
    collect(stream) {
      let pending = '';
      const add = (text: string) => {
        pending = (pending + text).slice(0, keptCharacters + longest);
      };
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        const [rest, ...earlier] = text.split('\n').reverse();
        for (const line of earlier.reverse()) {
          add(line);
          keep(pending);
          pending = '';
        }
        add(rest ?? '');
      });
      stream.on('end', () => {
        if (pending) keep(pending);
      });
    },
    lines: () => [...kept],
  };
}

/** The end of an output as the end of an error's message. */
export function lastLines(output: Output): string {
  const lines = output.lines().slice(-20);
  if (lines.length === 0) return '; it printed nothing';
  return ['; its last lines:', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** A secret as it is, in a URL and in JSON, line by line; the longest first, as one may contain another. */
function formsOf(secrets: readonly Secret[]): string[] {
  const forms = secrets
    .map((secret) => secret.reveal())
    .flatMap((value) => [value, ...value.split('\n')])
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
    .map((value) => value.trim())
    .filter((value) => value.length >= shortestSecret && !value.includes('\n'));
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
