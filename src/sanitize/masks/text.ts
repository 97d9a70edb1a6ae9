import type { ValueMask } from '../../config/mask-schema.ts';
import { BranchProdError } from '../../errors.ts';
import type { EntityMask, KnownValues } from '../known-values.ts';
import { type Finding, findKnownValues, findNames, inRaw } from './find-known-values.ts';
import { findPatternsIn } from './find-patterns.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { perContext } from './per-context.ts';
import { readings } from './reading.ts';
import { cutToLength } from './unlike-raw.ts';

/**
 * Masks prose: known values, parts of known names, and what looks like an address, a telephone number or a secret,
 * each by the mask of its column or its kind, the longest first where they overlap. Everything else stays to the
 * byte. Takes time in proportion to the text. Throws `mask-failed` if a known value is left in the end.
 * @param createMask gives the function of an entity's mask
 */
export function createTextMask(createMask: (mask: ValueMask) => ApplyMask): ApplyMask {
  const masks = new WeakMap<EntityMask, ApplyMask>();
  function maskOf(mask: EntityMask): ApplyMask {
    const made = masks.get(mask) ?? createMask(mask);
    masks.set(mask, made);
    return made;
  }
  // The column's length holds for the whole text, not for each value in it.
  const inner = perContext(({ hash, known, firstAttempt }) => ({ hash, known, firstAttempt }));
  return (raw, context) => {
    const { known } = context;
    const apply = ({ value, mask }: Finding) =>
      maskOf(mask)(inOneLine(value, mask), inner(context)) ?? '';
    const findings = readings(raw).flatMap((reading) =>
      inRaw(reading, raw, findPersonal(reading.text, known)),
    );
    if (findings.length === 0) return raw;
    return maskRest(replace(raw, findings, apply), apply, context);
  };
}

function findPersonal(text: string, known: KnownValues): Finding[] {
  const findings = [...findPatternsIn(text), ...findNames(text, known)];
  return findings.filter(({ value }) => !known.isPublic(value));
}

/** A name keeps the line break and the quote marker inside it; anything else is its column's only without. */
function inOneLine(value: string, { mask }: EntityMask): string {
  return namesOfWords.has(mask) ? value : value.replace(/\s[\s>]*/g, ' ');
}

const namesOfWords: ReadonlySet<string> = new Set(['person', 'first_name', 'last_name', 'company']);

/** What was replaced or cut may stand, with what is beside it, for another known value. */
function maskRest(
  text: string,
  apply: (finding: Finding) => string,
  { known, maxLength }: MaskContext,
): string {
  let rest = cutToLength(text, maxLength);
  for (let pass = 0; pass < 4; pass += 1) {
    const findings = findKnownValues(rest, known);
    if (findings.length === 0) return rest;
    rest = cutToLength(replace(rest, findings, apply), maxLength);
  }
  throw new BranchProdError('mask-failed', 'a known value comes up again in masked text', {
    nextStep: 'Give the column the mask `hash` or `null`.',
  });
}

function replace(text: string, findings: Finding[], apply: (finding: Finding) => string): string {
  let replaced = '';
  let position = 0;
  for (const finding of withoutOverlaps(findings, text.length)) {
    replaced += text.slice(position, finding.start) + apply(finding);
    position = finding.end;
  }
  return replaced + text.slice(position);
}

/** The longest findings that do not overlap, from left to right. */
function withoutOverlaps(findings: Finding[], length: number): Finding[] {
  const taken = new Uint8Array(length);
  return findings
    .toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
    .filter(({ start, end }) => {
      // Whatever is taken is at least as long, so where they overlap it covers one of the two ends.
      if (taken[start] || taken[end - 1]) return false;
      taken.fill(1, start, end);
      return true;
    })
    .sort((a, b) => a.start - b.start);
}
