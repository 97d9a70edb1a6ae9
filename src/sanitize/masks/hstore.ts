import type { ApplyMask } from './mask.ts';
import { checkLength, unreadable } from './mask-failed.ts';
import { perContext } from './per-context.ts';

/**
 * Masks the values of some keys of an `hstore`; `*` is for every other key. Keys, NULLs and the order stay; all is
 * quoted, as PostgreSQL writes it. Throws `mask-failed` for what is no hstore.
 */
export function createHstoreMask(masks: ReadonlyMap<string, ApplyMask>): ApplyMask {
  // The length of the column holds for the whole, not for each value in it.
  const inner = perContext((context) => ({ ...context, maxLength: undefined }));
  return (raw, context, by) => {
    const pairs = parsePairs(raw).map(({ key, value }) => {
      const applyMask = masks.get(key) ?? masks.get('*');
      const masked = value === null || !applyMask ? value : applyMask(value, inner(context), by);
      return `${quote(key)}=>${masked === null ? 'NULL' : quote(masked)}`;
    });
    return checkLength(pairs.join(', '), context, 'hstore');
  };
}

interface Pair {
  key: string;
  value: string | null;
}

function parsePairs(text: string): Pair[] {
  const pairs: Pair[] = [];
  let position = skip(/\s*/y, text, 0);
  while (position < text.length) {
    const key = readText(text, position);
    const arrow = skip(/\s*=>\s*/y, text, key.end);
    const value = readText(text, arrow);
    const end = skip(/\s*/y, text, value.end);
    pairs.push({
      key: key.text,
      value: !value.isQuoted && /^null$/i.test(value.text) ? null : value.text,
    });
    position = end === text.length ? end : skip(/,\s*/y, text, end);
    if (position === text.length && end !== text.length) throw noHstore();
  }
  return pairs;
}

function skip(expected: RegExp, text: string, position: number): number {
  expected.lastIndex = position;
  const match = expected.exec(text);
  if (!match) throw noHstore();
  return position + match[0].length;
}

function readText(text: string, start: number): { text: string; isQuoted: boolean; end: number } {
  const isQuoted = text[start] === '"';
  let end = isQuoted ? start + 1 : start;
  while (
    end < text.length &&
    (isQuoted ? text[end] !== '"' : !/[\s,="]/.test(text[end] as string))
  ) {
    end += text[end] === '\\' ? 2 : 1;
  }
  if ((isQuoted && end >= text.length) || (!isQuoted && end === start)) throw noHstore();
  const written = text.slice(isQuoted ? start + 1 : start, end);
  return { text: written.replace(/\\(.)/gsu, '$1'), isQuoted, end: isQuoted ? end + 1 : end };
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const noHstore = () => unreadable('no hstore', 'hstore');
