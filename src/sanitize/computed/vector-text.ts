/** A vector as pgvector writes it: `[1,2]` (vector, halfvec), or the filled places of a sparsevec, `{1:0.5,3:2}/4`. */
export interface VectorText {
  readonly values: number[];
  /** The places that the values stand at, from 1; absent where every place is written. */
  readonly places?: readonly number[];
  readonly dimensions: number;
}

/** Reads pgvector's text; gives nothing if it is none. */
export function parseVector(text: string): VectorText | undefined {
  if (text.startsWith('[') && text.endsWith(']')) {
    const values = text.slice(1, -1).split(',').map(toNumber);
    return values.every(Number.isFinite) ? { values, dimensions: values.length } : undefined;
  }
  const sparse = /^\{([^{}]{0,10000000})\}\/(\d{1,10})$/.exec(text);
  if (sparse === null) return undefined;
  const [, entries = '', dimensions] = sparse;
  const pairs =
    entries === '' ? [] : entries.split(',').map((entry) => entry.split(':').map(toNumber));
  const values = pairs.map(([, value = Number.NaN]) => value);
  const places = pairs.map(([place = Number.NaN]) => place);
  return [...values, ...places].every(Number.isFinite)
    ? { values, places, dimensions: Number(dimensions) }
    : undefined;
}

/** JavaScript takes a blank for 0. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Writes it as pgvector reads it, each value as the shortest decimal of its float4. */
export function formatVector({ values, places, dimensions }: VectorText): string {
  const texts = values.map(formatFloat4);
  if (places === undefined) return `[${texts.join(',')}]`;
  return `{${texts.map((text, index) => `${places[index]}:${text}`).join(',')}}/${dimensions}`;
}

/** The shortest decimal that is read back as the same float4: at most 9 digits are needed. */
function formatFloat4(value: number): string {
  const single = Math.fround(value);
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(Number(single.toPrecision(9)));
}
