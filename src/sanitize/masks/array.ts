import type { ApplyMask } from './mask.ts';
import { unreadable } from './mask-failed.ts';

/** The bounds before an array that does not begin at 1: `[0:1][-2:3]=`. */
const bounds = /^(?:\[[+-]?\d{1,10}:[+-]?\d{1,10}\]){1,6}=/;

/** The type `box` alone has another delimiter, because commas are inside its values. */
const boxes = /^\{+\([^(){}"]*\),\([^(){}"]*\)/;

/**
 * Masks each element of an array, of any dimensions, in PostgreSQL's text form; NULL elements, bounds and braces stay.
 * Elements are quoted where PostgreSQL would. A column's length is that of an element, as in `varchar(20)[]`.
 * Throws `mask-failed` for what is no array.
 */
export function createArrayMask(applyMask: ApplyMask): ApplyMask {
  return (raw, context, by) => {
    if (raw === '') return raw;
    const prefix = bounds.exec(raw)?.[0] ?? '';
    const delimiter = boxes.test(raw.slice(prefix.length)) ? ';' : ',';
    const mask = (element: string) => {
      const masked = applyMask(element, context, by);
      return masked === null ? 'NULL' : quote(masked, delimiter);
    };
    return prefix + maskElements(raw, prefix.length, delimiter, mask);
  };
}

function maskElements(
  raw: string,
  start: number,
  delimiter: string,
  mask: (element: string) => string,
): string {
  const masked: string[] = [];
  let depth = 0;
  let isValueNext = true;
  let position = start;
  do {
    const token = raw.slice(position, tokenEnd(raw, position, delimiter));
    position += token.length;
    const isValue = !['{', '}', delimiter].includes(token);
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    // Values and inner arrays are separated by delimiters, and nothing is outside of the outermost braces.
    if (token === '' || (isValue && (!isValueNext || depth === 0))) throw noArray();
    isValueNext = token === '{' || token === delimiter;
    masked.push(!isValue || /^null$/i.test(token) ? token : mask(unquote(token)));
  } while (depth > 0);
  if (position !== raw.length || masked.length < 2) throw noArray();
  return masked.join('');
}

/** Where the brace, delimiter or element that begins here ends. */
function tokenEnd(text: string, start: number, delimiter: string): number {
  const first = text[start] as string;
  if (first === '{' || first === '}' || first === delimiter) return start + 1;
  let end = start;
  if (first === '"') {
    for (end += 1; end < text.length && text[end] !== '"'; end += 1) {
      if (text[end] === '\\') end += 1;
    }
    if (end >= text.length) throw noArray();
    return end + 1;
  }
  while (end < text.length && !'{}"'.includes(text[end] as string) && text[end] !== delimiter) {
    end += text[end] === '\\' ? 2 : 1;
  }
  return end;
}

const unquote = (token: string): string =>
  (token.startsWith('"') ? token.slice(1, -1) : token).replace(/\\(.)/gsu, '$1');

/** As PostgreSQL's array_out does. */
function quote(element: string, delimiter: string): string {
  const isBare =
    element !== '' &&
    !/^null$/i.test(element) &&
    !/["\\{} \t\n\r\v\f]/.test(element) &&
    !element.includes(delimiter);
  return isBare ? element : `"${element.replace(/["\\]/g, '\\$&')}"`;
}

const noArray = () => unreadable('no array', 'array');
