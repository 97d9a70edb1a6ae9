import { expect, test } from 'vitest';
import { isCredentialName } from '../../../../src/replay/taps/model/credential-name.ts';
import { createSecretMask } from '../../../../src/replay/taps/model/secrets.ts';

const token = 'the token of the tap';

test.each([
  ...[
    'authorization',
    'x-api-key',
    'api-key',
    'apikey',
    'Helicone-Auth',
    'x-amz-security-token',
    'cookie',
  ],
  ...[
    'OPENAI_API_KEY',
    'OPENAIKEY',
    'openaiApiKey',
    'SECRET_KEY_BASE',
    'DB_PASSWORD',
    'GOOGLE_CREDENTIALS_JSON',
  ],
  ...['TOKEN_1', 'x-signature', 'sig', 'JWT'],
])('%s holds a credential', (name) => expect(isCredentialName(name)).toBe(true));

test.each([
  ...[
    'x-author',
    'TOKENIZER_MODEL',
    'KEYWORDS',
    'x-design',
    'AUTHOR',
    'content-type',
    'BYPASS',
    'PASSENGER',
  ],
])('%s holds none', (name) => expect(isCredentialName(name)).toBe(false));

test('of two keys of which one begins with the other, both are hidden whole', () => {
  const { hide, learn } = createSecretMask(
    { A_KEY: 'abcdefghijkl', B_KEY: 'abcdefghijkl-and-the-rest' },
    token,
  );
  expect(hide('abcdefghijkl-and-the-rest, abcdefghijkl')).toBe('[secret], [secret]');
  learn({ 'x-api-key': 'abcdefghijkl-and-the-rest-of-it' });
  expect(hide('abcdefghijkl-and-the-rest-of-it')).toBe('[secret]');
});

test('a key of several lines is hidden in JSON too', () => {
  const key = '-----BEGIN-----\nABCDEF"GHIJKL\n-----END-----';
  const { hide, has } = createSecretMask({ PRIVATE_KEY: key }, token);
  expect(hide(JSON.stringify({ said: `it is ${key}` }))).toBe('{"said":"it is [secret]"}');
  expect(has(JSON.stringify(key))).toBe(true);
});

test('what is named like no credential is not hidden', () => {
  const { hide, learn } = createSecretMask({ TOKENIZER_MODEL: 'cl100k_base_model' }, token);
  learn({ 'x-author': 'Jane Example Person' });
  const text = 'cl100k_base_model by Jane Example Person';
  expect(hide(text)).toBe(text);
});

test('the tap’s own token and configured keys are hidden, however many keys pass', () => {
  const { hide, learn } = createSecretMask({ A_KEY: 'abcdefghijkl' }, token);
  for (let number = 0; number < 1100; number++) learn({ 'x-api-key': `key number ${number}` });
  expect(hide(`${token}, abcdefghijkl, key number 1099`)).toBe('[secret], [secret], [secret]');
});
