import { faker } from '@faker-js/faker/locale/en';

/**
 * English words that are also given or family names. Kept by hand, since no list of words tells which of them are
 * names, and the words of faker are few; what is missing here is masked wherever it has a capital.
 */
const wordsAndNames = `able abbey angel apple archer archive arch art ash autumn baker bank banks barber bar basil bass
  bay bean bear bell best bill birch bird bishop black blank blood bloom blue bond book booth bow brand branch bridge
  bright brook brooks brown buck bud bull burger burn bush butcher butler candy can carpenter carol case cash castle
  chance chandler chase cherry chip christian church clay clear close coffee cole cook cooper corn court cross crow
  curry dale dawn day dean dear dell destiny digital don drew drum duke early earl earnest east eve ever evil fair
  faith fall farmer fern field finch fish fisher flint flora flower flowers ford forest foster fox frank free freed
  frost fuller gale garland gay gene gentry glen good golden grace grant gray green grey grove guy hale hall ham hand
  hank hardy hart harmony harper hawk hay hazel head heath heather hill holiday holly home honey hood hook hope house
  hunt hunter iris ivy jack jade jasmine jean jersey jewel job joy judge juniper justice kay keen kennel key king
  knight lace lake lamb lance land lane lark laurel law lily link little lock long lord love low luck lucky mac major
  man march mark marks marsh marshal marshall martin mason master max may meadow mean media melody mercy merit merry
  mike miles mill miller mint misty moon moor moore moss myrtle nelson new nice nick noble noon norm north oak
  olive opal page palmer park parks parker parson patience pat peace pearl peg penny pepper perry pike pick piper
  plant pole pool poole pope porter post potter power price prince proper prudence public queen race rain ran ray
  read red reed reeves rice rich ridge ring rivers river rob robin rock rod roman root rose rosemary rowan
  ruby rush rusty sage sailor sally salt sand sandy saint savage sawyer scarlet sea self sex sharp shaw shepherd
  shore short sierra silver singer skip sky skipper small smart smith snow social sparks spear spring stark star
  steel stein sterling stone storm street strong sue summer summers sun sunny swan sweet tab tanner taylor temple
  terry thorn tiffany tiger tom tony town travel tree trip true turner van vernon victor viola violet wade wagner
  walk walker wall wallet ward warden warner warren waters water way weaver web weeks wells west wheeler white
  wild will wills win winner winter wise wish wolf wood woods woody word worth wright yard young`;

const faked = Object.values(faker.rawDefinitions.word ?? {}).flat();
const commonWords: ReadonlySet<string> = new Set(
  [...wordsAndNames.split(/\s+/), ...faked].map((word) => String(word).toLowerCase()),
);

/** Months, days of the week and languages have a capital wherever they stand. */
const properWords: ReadonlySet<string> = new Set([...monthsAndDays(), ...languages()]);

/** Whether this folded part of a name is also an ordinary word, which any sentence may begin with. */
export function isCommonWord(folded: string): boolean {
  return commonWords.has(folded) || properWords.has(folded);
}

/** Whether it has a capital also inside a sentence, without being a name there. */
export function isProperWord(folded: string): boolean {
  return properWords.has(folded);
}

function monthsAndDays(): string[] {
  const name = (options: Intl.DateTimeFormatOptions, day: number) =>
    new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' })
      .format(new Date(Date.UTC(2024, 0, day)))
      .toLowerCase();
  const days = Array.from({ length: 7 }, (_, day) => name({ weekday: 'long' }, day + 1));
  return [
    ...days,
    ...Array.from({ length: 12 }, (_, month) => name({ month: 'long' }, month * 30.5 + 15)),
  ];
}

/** Languages of ISO 639-1 whose English name is one word. */
function languages(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters
    .flatMap((first) => letters.map((second) => names.of(first + second)?.toLowerCase() ?? ''))
    .filter((name) => /^[a-z]+$/.test(name));
}
