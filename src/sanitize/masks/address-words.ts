import { faker as de } from '@faker-js/faker/locale/de';
import { faker as el } from '@faker-js/faker/locale/el';
import { faker as en } from '@faker-js/faker/locale/en';
import { faker as gb } from '@faker-js/faker/locale/en_GB';
import { faker as es } from '@faker-js/faker/locale/es';
import { faker as fr } from '@faker-js/faker/locale/fr';
import { faker as he } from '@faker-js/faker/locale/he';
import { faker as it } from '@faker-js/faker/locale/it';
import { faker as nl } from '@faker-js/faker/locale/nl';
import { faker as ru } from '@faker-js/faker/locale/ru';
import { faker as sv } from '@faker-js/faker/locale/sv';
import { foldForSearch } from './fold.ts';

/**
 * How many characters at the end of a word of an address say only of which kind something is: all of "Street", "Rue",
 * "Apt", "North" and of the abbreviation of a state of the USA, the street of "Hauptstraße", none of "Elm".
 */
export function keptEnding(word: string): number {
  if (word.length > 40) return 0;
  kinds ??= collectKinds();
  const isState = /^[A-Z]{2}$/.test(word) && states.has(word);
  if (isState || kinds.has(foldForSearch(word))) return word.length;
  return streetEnding.exec(word)?.[0].length ?? 0;
}

const states = new Set<unknown>(en.rawDefinitions.location?.state_abbr ?? []);

/** Without accents and in lower case. */
let kinds: ReadonlySet<string> | undefined;

function collectKinds(): Set<string> {
  const of = ({ rawDefinitions: { location } }: typeof en) => location ?? {};
  const lists = [
    ...[en, gb, es, it, nl, ru, sv].map((locale) => of(locale).street_suffix),
    ...[fr, el, he, sv].map((locale) => of(locale).street_prefix),
    ...[en, de, el, es, fr, he, it, nl, ru, sv].map((locale) => of(locale).secondary_address),
    ...[en, de, es, fr].flatMap((locale) => Object.values(of(locale).direction ?? {})),
    others,
  ];
  const words = lists
    .flat()
    .flatMap((entry) =>
      typeof entry === 'string' ? (entry.match(/[\p{L}\p{M}]{2,}/gu) ?? []) : [],
    );
  // House and town in Russian.
  return new Set([...words, 'д', 'г'].map(foldForSearch));
}

/** What the library's lists lack. */
const others =
  `apartment apt avenue ave blvd boulevard bldg building box buzon cedex court ct dr drive etage etg
  fl flat floor highway hwy house lane ln no nr nummer numero num parkway piso place plaza plot pl po pob postbus
  postfach porta rd road room rm route rural scala sq square st ste stiege stock stockwerk str strada strasse
  straße street suite terrace top unit appt app bat bâtiment bp calle avenida av rua rue via viale vicolo corso
  piazza ulica ul aleja osiedle os plac utca út tér ulice náměstí trida gatan gata vej vejen gade allé katu tie
  sokak sokağı cadde caddesi mahallesi mah no daire kat ул улица пр просп проспект пер переулок пл площадь дом
  кв корп корпус оф обл область вул оδός οδος λεωφόρος`.split(/\s+/);

/** Streets whose kind is the end of the word: "Kerkstraat", "Storgatan". */
const streetEnding =
  /(?<=\p{L}{2})(?:straße|strasse|str|gasse|weg|platz|allee|ring|damm|ufer|graben|straat|laan|plein|gracht|kade|dijk|gatan|vägen|gränd|gade|vej|veien|gata|katu|kuja|polku)$/iu;

/** The same where nothing parts the words: street, ward, district, city, house. */
export const areaSigns =
  /([省市区區县縣镇鎮乡鄉村路街道巷弄号號楼樓室栋棟都府県郡町丁目番地]|[시도군구읍면동리로길호층](?!\p{Script=Hangul}))/u;
