import { expect, test } from 'vitest';
import { columnReferenceSchema, keptReferenceSchema } from '../../src/config/column-reference.ts';

test.each([
  ['people.email', { schema: 'public', table: 'people', column: 'email' }],
  ['crm.people.email', { schema: 'crm', table: 'people', column: 'email' }],
  ['Order Items.Ünit: "x"', { schema: 'public', table: 'Order Items', column: 'Ünit: "x"' }],
])('%s is a column', (text, column) => {
  expect(columnReferenceSchema.parse(text)).toEqual(column);
  expect(keptReferenceSchema.parse(text)).toEqual(column);
});

test.each([
  ['documents.*', { schema: 'public', table: 'documents' }],
  ['crm.documents.*', { schema: 'crm', table: 'documents' }],
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
])('%j is neither', (text) => {
  expect(columnReferenceSchema.safeParse(text).success).toBe(false);
  expect(keptReferenceSchema.safeParse(text).success).toBe(false);
});
