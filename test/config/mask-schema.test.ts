import { describe, expect, test } from 'vitest';
import { parse, problemsOf, smallConfig } from './example.ts';

const policy = (mask: string) => smallConfig({ sanitize: `columns:\n  people.x: ${mask}` });
const maskOf = (mask: string) => parse(policy(mask)).config.sanitize.columns[0]?.mask;
const name = { schema: 'public', table: 'people', column: 'name' };

test.each(['email', 'person', 'phone', 'secret', 'ip', 'hash', 'keep', 'null'])(
  '%s is a mask by its name alone and in its long form',
  (mask) => {
    expect(maskOf(mask)).toEqual({ mask });
    expect(maskOf(`{ mask: ${mask} }`)).toEqual({ mask });
  },
);

test.each(['null', '~', '"null"'])('%s is the mask null, however YAML reads it', (mask) => {
  expect(maskOf(mask)).toEqual({ mask: 'null' });
});

test('text may go without entities', () => {
  expect(maskOf('text')).toEqual({ mask: 'text', entities: [] });
  expect(maskOf('{ mask: text }')).toEqual({ mask: 'text', entities: [] });
  expect(maskOf('{ mask: text, entities: [people.name] }')).toEqual({
    mask: 'text',
    entities: [name],
  });
});

test('json has a mask for each path', () => {
  expect(maskOf('{ mask: json, paths: { $.user.email: email, "$.tags[*]": null } }')).toEqual({
    mask: 'json',
    paths: { '$.user.email': { mask: 'email' }, '$.tags[*]': { mask: 'null' } },
  });
});

describe('refused', () => {
  const field = 'sanitize.columns["people.x"]';
  test.each([
    ['', 'config.yml:7:5: this key has no value'],
    ['emial', /"emial" is unknown, must be one of email, .*; did you mean "email"\?$/],
    ['Email', /"Email" is unknown, .*; did you mean "email"\?$/],
    ['zzzzzzzz', /^config\.yml:7:5: .*must be one of [^;]*$/],
    ['[email]', /must be one of email, person/],
    ['{ mask: phoen }', /columns\["people\.x"\]\.mask: "phoen" is unknown, .*"phone"\?$/],
    ['{}', `config.yml:7:5: ${field}.mask: is missing`],
    ['{ mask: email, paths: {} }', `config.yml:7:30: ${field}.paths: unknown key`],
    [
      '{ mask: text, entitys: [] }',
      `config.yml:7:29: ${field}.entitys: unknown key; did you mean "entities"?`,
    ],
    [
      '{ mask: text, entities: [name] }',
      `config.yml:7:40: ${field}.entities[0]: must be table.column or schema.table.column`,
    ],
    [
      '{ mask: text, entities: [people.*] }',
      `config.yml:7:40: ${field}.entities[0]: must be table.column or schema.table.column`,
    ],
    [
      'json',
      `config.yml:7:5: ${field}: json needs paths: { mask: json, paths: { $.email: email } }`,
    ],
    ['{ mask: json }', `config.yml:7:5: ${field}.paths: is missing`],
    [
      '{ mask: json, paths: { email: email } }',
      `config.yml:7:38: ${field}.paths.email: must be a JSONPath (RFC 9535) such as "$.answer"`,
    ],
    ['{ mask: json, paths: { $.a: text } }', /paths\["\$\.a"\]: "text" is unknown, must be one of/],
  ])('%j', (mask, problem) => {
    const problems = problemsOf(policy(mask));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toEqual(
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    );
  });
});
