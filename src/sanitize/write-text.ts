/**
 * Writes a text as UTF-8, and returns how many bytes that took. Most texts are short and ASCII, which a loop writes faster
 * than a call. There has to be room for three bytes a UTF-16 unit.
 */
export function writeText(text: string, to: Buffer, from: number): number {
  const { length } = text;
  if (length > LONGEST_BY_LOOP) return to.write(text, from);
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return to.write(text, from);
    to[from + index] = unit;
  }
  return length;
}

const LONGEST_BY_LOOP = 64;
