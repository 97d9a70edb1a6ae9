import { describe, expect, it } from 'vitest';
import { startScram } from '../../../../../src/replay/taps/postgres/wire/scram.ts';

/** The example of RFC 7677, section 3. */
const nonce = 'rOprNGfwEbeRWgbNEkqO';
const serverFirst =
  'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096';
const start = (cache = new Map()) => startScram('pencil', cache, { user: 'user', nonce });

describe('SCRAM-SHA-256', () => {
  it('says what the example of RFC 7677 says', async () => {
    const exchange = start();
    expect(exchange.first).toBe('n,,n=user,r=rOprNGfwEbeRWgbNEkqO');
    expect(await exchange.answer(serverFirst)).toBe(
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    );
    expect(exchange.confirms('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')).toBe(true);
    expect(exchange.confirms('v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')).toBe(false);
    expect(exchange.confirms('e=other-error')).toBe(false);
  });

  it('derives the key of a salt once', async () => {
    const cache = new Map();
    await start(cache).answer(serverFirst);
    const key = await cache.values().next().value;
    await start(cache).answer(serverFirst);
    expect(cache.size).toBe(1);
    expect(await cache.values().next().value).toBe(key);
  });

  it.each([
    ["a nonce that isn't ours", 'r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'],
    ['a nonce to which nothing was added', `r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`],
    ['endless rounds', `r=${nonce}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=999999999`],
    ['no rounds', `r=${nonce}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0`],
    ['garbage', 'garbage'],
  ])('refuses %s', async (_, message) => {
    await expect(start().answer(message)).rejects.toThrow('RFC 7677');
  });
});
