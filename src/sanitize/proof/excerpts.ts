import { isWordAt, kindAt, OF_WORD } from './fold-text.ts';

/** A piece of a text in which a raw value may stand in another spelling than it was collected in. */
export interface Excerpt {
  /** Where it stands in the text. */
  readonly at: number;
  readonly end: number;
  /** What is searched in its place. */
  readonly text: string;
}

/** Units of a piece, and units before what makes it one, so that no hostile text has pieces that overlap far. */
const LONGEST = 400;
const BEFORE = 100;

/** What follows a percent sign in URLs and forms (`ada%40example.org`, `Ada+%4Covelace`), with what stands around it. */
export function* percentDecoded(text: string): Generator<Excerpt> {
  let done = 0;
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', Math.max(at + 1, done))) {
    if (!isHex(text, at + 1) || !isHex(text, at + 2)) continue;
    let start = at;
    while (start > 0 && at - start < BEFORE && !isSpace(text, start - 1)) start -= 1;
    let end = at + 3;
    while (end < text.length && end - at < LONGEST && !isSpace(text, end)) end += 1;
    done = end;
    const decoded = text
      .slice(start, end)
      .replaceAll('+', ' ')
      .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
        Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
      );
    yield { at: start, end, text: decoded };
  }
}

/** Words with something else than blanks between them: `ada_lovelace`, `Ada.Lovelace`, `ada/lovelace`. */
export function* joinedWords(text: string): Generator<Excerpt> {
  const joints = /[_.|/+-]/g;
  for (let match = joints.exec(text); match !== null; match = joints.exec(text)) {
    const at = match.index;
    if (!isLetterAt(text, at - 1) || !isLetterAt(text, at + 1)) continue;
    let start = at;
    while (start > 0 && at - start < BEFORE && isLetterOrJoint(text, start - 1)) start -= 1;
    let end = at + 1;
    while (end < text.length && end - at < LONGEST && isLetterOrJoint(text, end)) end += 1;
    joints.lastIndex = end;
    yield { at: start, end, text: text.slice(start, end).replace(/[_.|/+-]/g, ' ') };
  }
}

/** Words that are hyphenated at the end of a line, in quoted ones too, with what stands around them. */
export function* hyphenatedWords(text: string): Generator<Excerpt> {
  const hyphens = /-[ \t]{0,8}\r?\n[\s>]{0,80}/g;
  for (let match = hyphens.exec(text); match !== null; match = hyphens.exec(text)) {
    const at = match.index;
    const behind = at + match[0].length;
    if (!isLetterAt(text, at - 1) || !isLetterAt(text, behind)) continue;
    const [start, end] = [Math.max(0, at - BEFORE), Math.min(text.length, behind + BEFORE)];
    yield { at: start, end, text: text.slice(start, at) + text.slice(behind, end) };
  }
}

/** Names with the last one first, as in lists: `Lovelace, Ada` as `Ada Lovelace`. */
export function* turnedNames(text: string): Generator<Excerpt> {
  for (let at = text.indexOf(', '); at !== -1; at = text.indexOf(', ', at + 1)) {
    if (!isLetterAt(text, at - 1) || !isLetterAt(text, at + 2)) continue;
    let start = at;
    while (start > 0 && at - start < BEFORE && isNameCharacter(text, start - 1)) start -= 1;
    const last = text.slice(start, at);
    let end = at + 2;
    for (let names = 0; names < 2 && isLetterAt(text, end); names += 1) {
      const from = end;
      while (end < text.length && end - from < BEFORE && isNameCharacter(text, end)) end += 1;
      yield { at: start, end, text: `${text.slice(at + 2, end)} ${last}` };
      if (text[end] !== ' ') break;
      end += 1;
    }
  }
}

/**
 * The numbers of a text as `derivedForms` writes them: those that may be a telephone's, as the text mask looks for them
 * (7 to 15 digits in any groups), those that may be a card's (13 to 19), and account numbers (IBAN).
 */
export function* numbers(text: string): Generator<Excerpt> {
  for (const { index, 0: written } of text.matchAll(PHONE)) {
    if (index > 0 && isWordAt(text, index - 1)) continue;
    if (!isOtherNumber(written))
      yield { at: index, end: index + written.length, text: phoneKey(written) };
  }
  for (const pattern of [CARD, IBAN]) {
    for (const { index, 0: written } of text.matchAll(pattern)) {
      if (index > 0 && isWordAt(text, index - 1)) continue;
      yield { at: index, end: index + written.length, text: codeKey(written) };
    }
  }
}

const PHONE = /[+(]{0,2}\d(?:[ ()./-]{0,3}\d){6,14}(?![\p{L}\p{N}])/gu;
const CARD = /\d{4}(?:[ -]?\d{4}){2}(?:[ -]?\d{1,4}){1,2}(?![\p{L}\p{N}])/gu;
const IBAN =
  /[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{0,2}\d[A-Z\d]{0,2})?(?![\p{L}\p{N}])/giu;

/**
 * Decimals, addresses of networks, and bare digits of which nothing says that they are dialled: a telephone number that
 * was collected so is found as it is, and another one would meet any order's number.
 */
function isOtherNumber(written: string): boolean {
  return /^(?:\d+\.\d+|\d+(?:\.\d+){3}|[1-9]\d{0,9})$/.test(written);
}

/** A telephone number without what groups it and without the zeros that are dialled before it. */
function phoneKey(written: string): string {
  return `tel${written.replace(/\D/g, '').replace(/^0+/, '')}`;
}

/** A number of letters and digits without what groups it. */
export function codeKey(written: string): string {
  return `code${written.replace(/[ -]/g, '')}`;
}

function isHex(text: string, at: number): boolean {
  const unit = text.charCodeAt(at) | 0x20;
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x66);
}

/** White space, and what separates fields and lines. */
function isSpace(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 0x20;
}

function isLetterAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && kindAt(text, at) === OF_WORD && !isDigit(text, at);
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
}

function isLetterOrJoint(text: string, at: number): boolean {
  return (isWordAt(text, at) && !isDigit(text, at)) || '_.|/+-'.includes(text[at] as string);
}

function isNameCharacter(text: string, at: number): boolean {
  return isWordAt(text, at) || "'’-".includes(text[at] as string);
}
