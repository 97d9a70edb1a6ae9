import {
  type CountryCode,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { Draw } from './keyed-draws.ts';

/**
 * Ranges at which nobody will ever be called, by calling code, as national numbers; X is any digit. Those of one type are
 * of one size, so that each number is as likely. Left out is what libphonenumber takes for invalid, which a pseudonym must
 * not be where the number was valid: the mobile ranges of the United Kingdom and of France, and Ireland's.
 */
const ranges: Readonly<Record<string, readonly string[]>> = {
  // Ofcom, "Telephone numbers for use in TV and radio drama programmes".
  '44': [
    ...['113', '114', '116', '117', '118', '121', '131', '141', '151', '161'].map(
      (area) => `${area}4960XXX`,
    ),
    '2079460XXX',
    '1914980XXX',
    '2896496XXX',
    '2920180XXX',
    '8081570XXX',
    '9098790XXX',
    '3069990XXX',
  ],
  // ARCEP, décision 2018-0881, numbers for audiovisual works.
  '33': ['19900XXXX', '26191XXXX', '35301XXXX', '46571XXXX', '53649XXXX'],
  // Bundesnetzagentur, Mitteilung 148/2021, "Rufnummern für Medienproduktionen".
  '49': [
    '3023125XXX',
    '6990009XXX',
    '4066969XXX',
    '2214710XXX',
    '8999998XXX',
    '17139200XX',
    '176040690XX',
  ],
  // ACMA, "Phone numbers for use in TV shows, films and creative works".
  '61': [
    ...['2', '3', '7', '8'].flatMap((area) => [`${area}5550XXXX`, `${area}7010XXXX`]),
    ...'0006 0110 0156 0157 0158 0159 0313 0737 1266 1491 1804 2549 2665 2983 3087 3770 4118 4632 5254 5789 6398 6801 7426 7644 8148 8888 8957 9212 9455 9760'
      .split(' ')
      .map((end) => `49157${end}`),
  ],
  // PTS, "Telefonnummer till böcker och filmer"; the mobile ones from 070-1740605.
  '46': [
    '3139006XX',
    '4062804XX',
    '8465004XX',
    '9803192XX',
    ...Array.from({ length: 9 }, (_, ten) => `7017406${ten + 1}X`),
  ],
};

/** What a pseudonym shares with a valid number. */
export interface NumberClass {
  callingCode: string;
  country: CountryCode | undefined;
  type: NumberType;
  length: number;
}

/** A national number of the class that is set aside for fiction, or `undefined` if its country has none such. */
export function reservedNumber(wanted: NumberClass, draw: Draw): string | undefined {
  const { callingCode, country, type, length } = wanted;
  const classes = reservedOf(callingCode);
  const found = classes.get(`${country} ${type} ${length}`);
  if (!found) return undefined;
  const range = found[draw(found.length)] as string;
  return range.replace(/X/g, () => String(draw(10)));
}

const reserved = new Map<string, Map<string, string[]>>();

function reservedOf(callingCode: string): Map<string, string[]> {
  let classes = reserved.get(callingCode);
  if (!classes) {
    classes = new Map();
    const all = callingCode === '1' ? northAmerican() : (ranges[callingCode] ?? []);
    for (const range of all) {
      const example = parsePhoneNumberFromString(`+${callingCode}${range.replace(/X/g, '0')}`);
      if (!example?.isValid()) continue;
      const key = `${example.country} ${example.getType()} ${range.length}`;
      classes.set(key, [...(classes.get(key) ?? []), range]);
    }
    reserved.set(callingCode, classes);
  }
  return classes;
}

/** NANPA, 555 line numbers: 555-0100 to 555-0199 of each area are for fiction. */
function northAmerican(): string[] {
  return Array.from({ length: 800 }, (_, area) => `${area + 200}55501XX`);
}
