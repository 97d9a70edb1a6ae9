import type { ApplyMask } from './mask.ts';
import { unreadable } from './mask-failed.ts';
import { createMagnitudeMask } from './number-magnitude.ts';
import { createRankMask } from './number-rank.ts';

/** A number as PostgreSQL writes it, alone or in the bounds of a range. */
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?`;
const wholeNumber = new RegExp(`^${number}$`);
const special = /^(?:NaN|[+-]?Infinity|empty)$/i;
const money = /^-?\p{Sc}?\s?-?\d[\d.,]*\s?\p{Sc}?$/u;

/**
 * Another number. `magnitude` keeps sign, number of digits and decimal places; see {@link createMagnitudeMask}. `rank`
 * keeps the order; see {@link createRankMask}, which also takes ranges, whose bounds must not change places. NaN and
 * Infinity stay. Throws `mask-failed` for what is no number.
 */
export function createNumberMask({ keep }: { keep: 'magnitude' | 'rank' }): ApplyMask {
  return keep === 'rank' ? rankMask : magnitudeMask;
}

const magnitude = createMagnitudeMask('number');
const rank = createRankMask('number-rank');

const magnitudeMask: ApplyMask = (raw, context) => {
  if (special.test(raw)) return raw;
  if (!wholeNumber.test(raw) && !money.test(raw)) throw unreadable('no number', 'number');
  return magnitude(raw, context);
};

const rankMask: ApplyMask = (raw, context) => {
  if (special.test(raw)) return raw;
  if (wholeNumber.test(raw)) return rank(raw, context);
  if (!/^[[({]/.test(raw)) throw unreadable('no number', 'number');
  return raw
    .split(/([[\](){},]+)/)
    .map((piece, index) => {
      if (index % 2 === 1 || piece === '' || special.test(piece)) return piece;
      if (!wholeNumber.test(piece)) throw unreadable('no range of numbers', 'number');
      return rank(piece, context);
    })
    .join('');
};
