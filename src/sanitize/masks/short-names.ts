import { isFamilyName } from './common-name.ts';
import { kindOfCharacter, SIGN } from './signs.ts';

/**
 * Whether a known value may be meant where it stands between other signs, in a text without blanks between words.
 * Used by the text mask and by the proof. What has enough signs is no chance: three, of Thai, Lao, Khmer and Burmese,
 * which are alphabets, four. Fewer are parts of other words as well:
 * - two Chinese characters of which the first is a family's name (王伟) count anywhere, unless a dictionary has
 *   them as a word (高兴, "glad"; 成功, "success");
 * - two other Chinese characters or kana (田中, 小明) count where no sign of their script stands beside them but a title's
 *   (田中さん, 田中様);
 * - two Korean syllables count where a word begins with them, and ends with them or what is joined to names (민준이);
 * - the short names of the alphabets count alone or behind a title.
 */
export function mayStandAt(text: string, start: number, end: number): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 12), start), text.slice(end, end + 24)];
  if (!touches(before, after) || end - start > LONGEST_SHORT) return true;
  const value = text.slice(start, end).normalize('NFC');
  const count = [...value].filter((character) => kindOfCharacter(character) === SIGN).length;
  const script = scripts.find(({ letters }) => letters.test(value));
  if (script === undefined || count >= script.enough) return true;
  return script.standsAt(value, before.normalize('NFC'), after.normalize('NFC'));
}

/** In UTF-16 units, also of syllables and vowels that are written in parts. */
const LONGEST_SHORT = 24;

function touches(before: string, after: string): boolean {
  return /[^\0-\x7f]$/.test(before) || /^[^\0-\x7f]/.test(after);
}

const scripts: readonly {
  /** The whole value is in these. */
  letters: RegExp;
  /** Signs of a value that is found anywhere. */
  enough: number;
  standsAt: (value: string, before: string, after: string) => boolean;
}[] = [
  {
    letters: /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{M}]+$/u,
    enough: 3,
    standsAt(value, before, after) {
      if (/^\p{sc=Han}{2}$/u.test(value) && isFamily(value) && !isWord(value)) return true;
      return (
        !areOfOneScript(before.at(-1), value[0]) &&
        (!areOfOneScript(value.replace(/\p{M}+$/u, '').at(-1), after[0]) ||
          titlesBehind.test(after))
      );
    },
  },
  {
    letters: /^\p{sc=Hang}+$/u,
    enough: 3,
    standsAt: (_, before, after) => !/\p{sc=Hang}$/u.test(before) && joined.test(after),
  },
  {
    letters: /^[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]+$/u,
    enough: 4,
    standsAt: (_, before, after) =>
      (!/\p{L}\p{M}*$/u.test(before) || titlesBefore.test(before)) && !/^[\p{L}\p{M}]/u.test(after),
  },
];

/** In traditional characters, which the pseudonyms don't have. */
const traditionalFamilies = new Set(
  '陳張劉楊黃趙吳孫馬羅鄭謝韓馮許鄧葉蘇盧蔣賈閻陸萬錢湯賴龔龍顧賀鄒莊嚴鍾蕭簡',
);

function isFamily([first = '']: string): boolean {
  return isFamilyName(first, 'Han') || traditionalFamilies.has(first);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const words = new Map<string, boolean>();

function isWord(value: string): boolean {
  let known = words.get(value);
  if (known === undefined) {
    known = [...segmenter.segment(value)].length === 1;
    if (words.size >= 10_000) words.clear();
    words.set(value, known);
  }
  return known;
}

const scriptsOfKana = [/^\p{sc=Han}/u, /^\p{scx=Hira}/u, /^\p{scx=Kana}/u];

function areOfOneScript(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || !/\p{L}/u.test(one) || !/\p{L}/u.test(other)) {
    return false;
  }
  return scriptsOfKana.some((script) => script.test(one) && script.test(other));
}

const titlesBehind =
  /^(?:さん|さま|くん|ちゃん|様|氏|君|殿|先生|教授|部長|課長|社長|女士|小姐|老师|老師|经理|經理|同学|同學)/u;
const joined =
  /^(?:씨|님|군|양|선생님|과장님|부장님|대리님|팀장님)?(?:이는|이가|이를|이의|이도|이랑|이와|이에게|이야|이라고|이라는|께서는|께서|에게서|에게|에서|한테|까지|부터|처럼|보다|으로|라고|라는|이나|입니다|이다|이고|은|는|이|가|을|를|의|도|만|와|과|랑|로|아|야|께|나)?(?!\p{sc=Hang})/u;
const titlesBefore = /(?:คุณ|พี่|น้อง|ครู|นาย|นาง|นางสาว|หมอ|ด\.ช\.|ด\.ญ\.)$/u;
