/** Of a label the place of the value's origin, from 1; the other bits say how the value is searched. */
export const ORIGIN_BITS = 0x000f_ffff;
/** One word of letters: only where it does not begin in lower case, since Mark is a person, and a mark is none. */
export const CAPITAL_ONLY = 0x0010_0000;
export const MASKED_COLUMNS_ONLY = 0x0020_0000;
/** Too short or too common for a schema: its code says `Mark` where it marks something. */
export const NOT_IN_SCHEMA = 0x0040_0000;
export const NOT_SEARCHED = 0x0080_0000;
export const KEPT_COLUMNS_ONLY = 0x0100_0000;
/** Only in columns that the mask `text` or a mask of names made. */
export const PROSE_ONLY = 0x0200_0000;
/** Not in columns of numbers and dates: most of their numbers are no telephone's. */
export const NOT_IN_NUMBERS = 0x0400_0000;
/** Another form of a raw value, or a part of one: it does not count as one more. */
export const DERIVED = 0x0800_0000;
/** A mask gave the value itself, so that finding it is never a coincidence. */
export const UNCHANGED = 0x1000_0000;
/** Set by the search: another value's pseudonym turned out to be this one. */
export const COINCIDES = 0x2000_0000;
/** What a search is narrowed by; a value of two columns is searched as widely as either asks. */
export const NARROWING =
  CAPITAL_ONLY |
  MASKED_COLUMNS_ONLY |
  NOT_IN_SCHEMA |
  KEPT_COLUMNS_ONLY |
  PROSE_ONLY |
  NOT_IN_NUMBERS |
  DERIVED;
