const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  szlig: 'ss',
  aelig: 'ae',
  oelig: 'oe',
  oslash: 'o',
};

/** The characters that XML and HTML write as `&amp;`, `&#233;`, or `&eacute;`, of which the letter is enough. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp|shy|szlig|[ao]elig|oslash)|([a-z])(?:grave|acute|circ|tilde|uml|cedil|ring|caron));/gi,
    (whole, hex?: string, decimal?: string, name?: string, letter?: string) => {
      if (letter !== undefined) return letter;
      if (name !== undefined) return NAMED[name.toLowerCase()] as string;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
