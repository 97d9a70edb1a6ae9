import { describe, expect, test } from 'vitest';
import { namePool } from '../../../src/sanitize/masks/name-pool.ts';
import { createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const names = [
  '王小明',
  '王伟',
  '高兴',
  '田中 太郎',
  'ジョン・スミス',
  'さくら',
  '김민준',
  '이수',
  'สมชาย ใจดี',
  'ฝน',
];
const context = createContext(names);
const text = createMask({ mask: 'text', entities: [] });
const person = createMask({ mask: 'person' });
const mask = (prose: string) => text(prose, context);
const pseudonym = (name: string) => person(name, context);

describe('a known name in prose without blanks is masked as in its column', () => {
  test.each([
    ['Chinese', '我是王小明。', '王小明'],
    ['Chinese, two characters', '昨天王伟来了', '王伟'],
    ['Chinese, over quoted lines', '> 我是王\n> 小明', '王小明'],
    ['Chinese, beside Latin letters', 'call王小明now', '王小明'],
    ['Chinese, a given name alone', '「小明」来了', '小明'],
    ['a name that is a word, alone', '高兴：你好', '高兴'],
    ['Japanese', '私は田中太郎です', '田中太郎'],
    ['Japanese, with its blank', '私は田中　太郎です', '田中　太郎'],
    ['Japanese, the last name', '田中さんは来ます', '田中'],
    ['Japanese, before a title', '田中様', '田中'],
    ['hiragana', 'さくらさんは', 'さくら'],
    ['katakana', 'それはジョンスミス様です', 'ジョンスミス'],
    ['Korean', '저는 김민준입니다', '김민준'],
    ['Korean, the given name', '민준씨가 왔다', '민준'],
    ['Korean, two syllables and a particle', '이수가 왔다', '이수'],
    ['Thai', 'ผมชื่อสมชาย ใจดีครับ', 'สมชาย ใจดี'],
    ['Thai, the first name', 'วันนี้สมชายมาแล้ว', 'สมชาย'],
    ['Thai, a short name behind a title', 'คุณฝน มาแล้ว', 'ฝน'],
  ])('%s: %s', (_, prose, name) => {
    const spaced = name.replace('王小明', prose.includes('\n') ? '王\n> 小明' : name);
    const masked = mask(prose) ?? '';
    expect(masked).not.toContain(spaced);
    const [before = '', after = ''] = prose.split(spaced);
    expect(masked.startsWith(before)).toBe(true);
    expect(masked.endsWith(after)).toBe(true);
    const between = masked.slice(before.length, masked.length - after.length);
    expect(between.replace(/[\s>]/g, '')).toBe(pseudonym(name)?.replace(/[\s>]/g, ''));
  });
});

test.each([
  ['a word that is a name as well', '我很高兴认识你'],
  ['a short name in a longer one', '이수민이 왔다'],
  ['a short name in a longer word', 'ฝนตก'],
  ['other names', '王小红和李伟'],
])('%s stays', (_, prose) => {
  expect(mask(prose)).toBe(prose);
});

test('pseudonyms are found among thousands of known names, and are none of them', () => {
  const { first, last } = namePool('Han');
  const many = Array.from(
    { length: 6000 },
    (_, index) =>
      `${last[index % 150]}${first[(index * 7) % first.length]}${index % 3 === 0 ? '' : (first[index % 97] as string)[0]}`,
  );
  const crowded = createContext(many);
  for (const name of many.slice(0, 300)) {
    const masked = person(name, crowded);
    expect(many).not.toContain(masked);
    expect(masked).toMatch(/^\p{sc=Han}+$/u);
  }
});

test('Thai pseudonyms are found where every common first name is known', () => {
  const many = namePool('Thai').first.map((name) => `${name} งามสีสุก`);
  const crowded = createContext(many);
  for (const name of many.slice(0, 100)) {
    expect(many).not.toContain(person(name, crowded));
  }
});

test('a long text in any of the scripts takes time in proportion to it', {
  timeout: 60_000,
}, () => {
  for (const piece of ['王', '王小', 'あい', 'สม', '김민']) {
    expect(mask(piece.repeat(300_000))).toBe(piece.repeat(300_000));
  }
});
