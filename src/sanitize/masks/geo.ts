import { BranchProdError } from '../../errors.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { unreadable } from './mask-failed.ts';
import { otherNumber } from './other-number.ts';
import { scrambleIn } from './scramble.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Moves a place within the cell that its first `decimals` digits behind the point name: those stay, each digit behind
 * them changes, and where there was none some are added. Different coordinates with as many digits stay different.
 *
 * Reads one coordinate of a column of its own, `52.5,13.4`, PostgreSQL's geometric types (`(13.4,52.5)`) and WKT, also
 * with an SRID; a third coordinate becomes 0. A value without numbers (`POINT EMPTY`, `NaN`) stays, other text is
 * scrambled. Throws `mask-failed` for PostGIS's binary form and for coordinates that are no degrees, in which the digits
 * would name another precision.
 */
export const createGeoMask =
  ({ decimals }: { decimals: number }): ApplyMask =>
  (raw, context) => {
    if (/^0[01][0-9a-f]{16,}$/i.test(raw)) throw isBinary();
    if (/^\s*[+-]?(?:NaN|Infinity)\s*$|^[^\p{Nd}]*\bEMPTY\s*$/iu.test(raw)) return raw;
    if (!isCoordinates(raw)) return scramble(raw, context);
    return chooseUnlikeRaw(raw, context, (attempt) => moveAll(raw, decimals, attempt, context));
  };

const scramble = scrambleIn('geo');

const number = /[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:e[+-]?\d{1,3})?/giu;

/** Nothing but numbers, and the signs and words that stand around them in the forms that are read. */
function isCoordinates(raw: string): boolean {
  const rest = withoutSrid(raw).replace(number, '');
  return rest.length < raw.length && /^[\s,;()<>[\]{}]*$/.test(rest.replace(geometries, ''));
}

const geometries =
  /\b(?:MULTI)?(?:POINT|LINESTRING|POLYGON)(?:\s?Z?M?)\b|\bGEOMETRYCOLLECTION(?:\s?Z?M?)\b/gi;

const withoutSrid = (raw: string) => raw.replace(/^\s*SRID=\d{1,6};/i, '');

function moveAll(raw: string, decimals: number, attempt: number, context: MaskContext): string {
  const plain = withoutSrid(raw);
  const isWkt = /[a-z]\s*\(/i.test(plain);
  let end = 0;
  let ofPoint = 0;
  const moved = plain.replace(number, (found, offset: number) => {
    // In WKT, blanks part the coordinates of a point and commas the points.
    ofPoint = isWkt && offset > 0 && /^\s+$/.test(plain.slice(end, offset)) ? ofPoint + 1 : 0;
    end = offset + found.length;
    return ofPoint > 1 ? '0' : move(found, decimals, attempt, context);
  });
  return raw.slice(0, raw.length - plain.length) + moved;
}

/** As many digits as tell a place to about a metre. */
const ADDED = 4;

const otherDigits = otherNumber('geo');

function move(raw: string, decimals: number, attempt: number, context: MaskContext): string {
  if (Math.abs(Number(raw)) > 180) throw unreadable('no coordinate in degrees', 'geo');
  const plain = /e/i.test(raw) ? Number(raw).toFixed(15).replace(/0+$/, '') : raw;
  const [, sign = '', whole = '', digits = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(plain) ?? [];
  const kept = digits.slice(0, decimals).padEnd(decimals, '0');
  const moved = digits.slice(decimals, decimals + 15);
  const length = moved.length || ADDED;
  const other = otherDigits(context, Number(moved), 10 ** length, attempt);
  const cell = sign + belowLimit(whole || '0', kept);
  return `${cell}${kept === '' ? '.' : ''}${String(other).padStart(length, '0')}`;
}

/** At the poles and at 180 degrees the cell beyond is none, so the one before it is taken. */
function belowLimit(whole: string, kept: string): string {
  const isLimit = (Number(whole) === 90 || Number(whole) === 180) && /^0*$/.test(kept);
  const cell = isLimit ? [String(Number(whole) - 1), '9'.repeat(kept.length)] : [whole, kept];
  return kept === '' ? (cell[0] as string) : cell.join('.');
}

function isBinary(): BranchProdError {
  return new BranchProdError('mask-failed', "a value is PostGIS's binary form of a geometry", {
    nextStep:
      'Give the column the mask `sql` with an expression of PostGIS, such as ST_SnapToGrid(place, 0.1).',
  });
}
