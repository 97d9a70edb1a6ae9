import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maskSchema } from '../../../src/config/mask-schema.ts';
import { type ComputedMask, createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
  await database.exec("SET timezone = 'UTC'; SET datestyle = 'ISO'");
}, 60_000);
afterAll(() => database.close());

const date = { mask: 'date', days: 40 };
const rank = { mask: 'number', keep: 'rank' };
const each = (mask: unknown) => ({ mask: 'array', each: mask });

test.each([
  ['date', date, ["'2020-02-29'", "'0044-03-15 BC'", "'infinity'", "'5874897-12-01'"]],
  ['timestamptz', date, ['now()', "'2020-02-29 12:00:00.123456+05:30'", "'4700-01-01 BC'"]],
  ['timestamptz', 'birthdate', ["'1984-02-29 12:00:00.5'"]],
  ['tstzrange', date, ["'[2020-01-01 00:00+00,2020-02-01)'", "'empty'", "'(,)'"]],
  ['datemultirange', date, ["'{[2020-01-01,2020-02-01),[2021-01-01,)}'", "'{}'"]],
  ['smallint', 'number', ['32767', '-32768', '0', '10000']],
  ['integer', 'number', ['2147483647', '-2147483648', '7']],
  ['bigint', 'number', ['9223372036854775807', '-9223372036854775808']],
  ['numeric(12,2)', 'number', ['1234567890.12', '0.05', "'NaN'"]],
  ['real', 'number', ['3.4028235e38', '1e-30', '12345.678']],
  ['double precision', 'number', ['1.7976931348623157e308', "'-Infinity'", '0.1']],
  ['money', 'number', ["'-1234567.89'"]],
  ['int4range', rank, ["'[1,10)'", "'[5,)'"]],
  ['numrange', rank, ["'(0.5,2.25]'"]],
  ['inet', 'ip', ["'10.1.2.3'", "'10.1.2.3/24'", "'::ffff:10.1.2.3'", "'2a00:1450::1/64'"]],
  ['cidr', 'ip', ["'10.1.0.0/20'", "'2a00:1450:4001::/48'", "'0.0.0.0/0'", "'10.1.2.3/32'"]],
  ['macaddr', 'mac', ["'08:00:2b:01:02:03'"]],
  ['macaddr8', 'mac', ["'08:00:2b:ff:fe:01:02:03'", "'08:00:2b:01:02:03:04:05'"]],
  ['uuid', 'uuid', ['gen_random_uuid()']],
  ['uuid', 'hash', ['gen_random_uuid()']],
  ['uuid', 'secret', ['gen_random_uuid()']],
  ['bytea', 'scramble', ["'\\xdeadbeef'"]],
  ['bytea', 'hash', ["'Ada'"]],
  ['bytea', 'secret', ["'\\x00ff'"]],
  ['text[]', each('scramble'), [`'[0:1]={"a b",NULL}'`, `'{{"x,y","\\""},{null,"null"}}'`]],
  ['box[]', each('scramble'), ["'{(1,1),(0,0);(3,3),(2,2)}'"]],
  ['date[]', each(date), ["'{2020-01-01,infinity}'"]],
  ['tstzrange[]', each(date), [`'{"[2020-01-01,2020-02-01)"}'`]],
  ['jsonb', { mask: 'json', paths: { '$..*': 'hash' } }, [`'{"a":[1,"x",{"b":null}]}'`]],
])(
  'pseudonyms of %s by %j are of the type, and read as they were written',
  async (type, policy, raws) => {
    const mask = maskSchema.parse(policy);
    const applyMask = createMask(mask as Exclude<typeof mask, ComputedMask>);
    for (const sql of raws) {
      const raw = await text(`(${sql})::${type}`);
      const masked = applyMask(raw, createContext());
      const written = await text(`$1::text::${type}`, masked);
      // PostgreSQL drops the digits that a float has not, and sorts the corners of a box.
      if (!/^(?:real|double precision|box\[\])$/.test(type)) expect(written).toBe(masked);
      if (/\d/.test(raw) && raw !== '0.0.0.0/0') expect(written).not.toBe(raw);
    }
  },
);

async function text(expression: string, ...values: unknown[]): Promise<string> {
  const { rows } = await database.query<{ value: string }>(
    `SELECT (${expression})::text AS value`,
    values,
  );
  return rows[0]?.value ?? '';
}
