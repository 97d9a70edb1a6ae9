import { getCountries } from 'libphonenumber-js/max';

let names: ReadonlySet<string> | undefined;

/** Whether a text is the name of a country, in one of the languages that addresses are mostly written in. */
export function isCountryName(text: string): boolean {
  if (text.length > 60 || /\d/.test(text)) return false;
  names ??= collectNames();
  return names.has(text.toLowerCase());
}

const languages = [
  'en',
  'de',
  'es',
  'fr',
  'it',
  'nl',
  'pl',
  'pt',
  'ru',
  'sv',
  'tr',
  'ja',
  'ko',
  'zh',
];

function collectNames(): Set<string> {
  const countries = getCountries();
  const all = languages.flatMap((language) => {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return countries.flatMap((country) => display.of(country) ?? []);
  });
  return new Set([...all, 'USA', 'U.S.A.', 'UK', 'U.K.', 'UAE'].map((name) => name.toLowerCase()));
}
