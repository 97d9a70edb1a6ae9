import { expect, test } from 'vitest';
import {
  columnReferenceSchema,
  formatColumnName,
  formatTableName,
  keptReferenceSchema,
  parseTableName,
  tableNameSchema,
} from '../../src/config/column-reference.ts';

test.each([
  ['people.email', { schema: 'public', table: 'people', column: 'email' }],
  ['crm.people.email', { schema: 'crm', table: 'people', column: 'email' }],
  ['Order Items.Ünit: "x"', { schema: 'public', table: 'Order Items', column: 'Ünit: "x"' }],
  ['"v1.2"."a.""b"".*"', { schema: 'public', table: 'v1.2', column: 'a."b".*' }],
  ['crm."*"."""q"', { schema: 'crm', table: '*', column: '"q' }],
])('%s is a column', (text, column) => {
  expect(columnReferenceSchema.parse(text)).toEqual(column);
  expect(keptReferenceSchema.parse(text)).toEqual(column);
  expect(formatColumnName(column)).toBe(text);
});

test.each([
  ['documents.*', { schema: 'public', table: 'documents' }],
  ['crm.documents.*', { schema: 'crm', table: 'documents' }],
  ['"v1.2".*', { schema: 'public', table: 'v1.2' }],
])('%s is a whole table, only where columns are kept', (text, table) => {
  expect(keptReferenceSchema.parse(text)).toEqual(table);
  expect(columnReferenceSchema.safeParse(text).success).toBe(false);
});

test.each([
  '',
  'email',
  '.',
  'people.',
  '.email',
  'a..b',
  'a.b.c.d',
  '*',
  '*.email',
  '*.*',
  'a.b*',
  '"a.b',
  '"a"b.c',
  '"".b',
])('%j is neither', (text) => {
  expect(columnReferenceSchema.safeParse(text).success).toBe(false);
  expect(keptReferenceSchema.safeParse(text).success).toBe(false);
});

test.each([
  ['people', { schema: 'public', table: 'people' }],
  ['crm.people', { schema: 'crm', table: 'people' }],
  ['crm."v1.2"', { schema: 'crm', table: 'v1.2' }],
])('%s is a table', (text, table) => {
  expect(tableNameSchema.safeParse(text).success).toBe(true);
  expect(parseTableName(text)).toEqual(table);
  expect(formatTableName(table)).toBe(text);
});

test.each(['', 'a.b.c', '*', 'a.*', '.a'])('%j is no table', (text) => {
  expect(tableNameSchema.safeParse(text).success).toBe(false);
});
