import { describe, expect, it } from 'vitest';
import type { Mask } from '../../../src/config/mask-schema.ts';
import type { Catalog, Column, Table } from '../../../src/sanitize/catalog.ts';
import type { Plan } from '../../../src/sanitize/plan.ts';
import { type ColumnRankings, vectorNotes } from '../../../src/sanitize/vector-notes.ts';

function column(name: string, type = 'vector(3)'): Column {
  return {
    ...{ name, type, position: 1, typname: type.replace(/\(.*/, ''), notNull: false },
    ...{ isArray: false, isEnum: false, isVector: /vec/.test(type) },
    ...{ holdsText: true, generated: false },
  };
}

function table(name: string, columns: readonly Column[], root?: string): Table {
  return {
    ...{ oid: name.length, schema: 'public', name, columns, parents: [] },
    root: root === undefined ? undefined : { schema: 'public', name: root },
    ...{ hasDroppedColumns: false, primaryKey: [], uniqueKeys: [], looseUniqueKeys: [] },
    ...{ partitionKey: [], callsFunctions: false, insertTriggers: [], vectorIndexes: [] },
  };
}

function notes(of: Table[], masks: Record<string, Mask> = {}, rankings: ColumnRankings[] = []) {
  const catalog: Catalog = { tables: of, materializedViews: [], foreignKeys: [] };
  const plan: Plan = {
    tables: of.map((table) => ({
      table,
      columns: table.columns
        .filter(({ name }) => masks[name] !== undefined)
        .map((column) => ({ name: column.name, column, mask: masks[column.name] as Mask })),
      removed: [],
    })),
    entities: [],
    unlistedNumbers: [],
  };
  return vectorNotes(catalog, plan, { rankings, model: 'text-embedding-3-small' });
}

const compared = (identical: number, overlap = 1, name = 'messages.embedding') => ({
  ...{ column: name, probes: 200, identical, overlap },
});
const messages = table('messages', [column('id', 'integer'), column('embedding')]);

describe('the notes on vectors', () => {
  it('say that a vector was kept, what that means, and that rankings are as before', () => {
    expect(notes([messages], {}, [compared(200)])).toEqual([
      "messages.embedding was kept as in production: an embedding can be inverted into much of its text, so only people with access to production's data should see the preview. 200 of 200 rankings are as before.",
    ]);
  });

  it('say what computed it anew, and what that did to the rankings', () => {
    const masks: Record<string, Mask> = { embedding: { mask: 'reembed', from: 'body' } };
    expect(notes([messages], masks, [compared(30, 0.719)])).toEqual([
      'messages.embedding was computed anew by text-embedding-3-small, from the masked body, in the rows whose text masking changed. Its vector indexes were built anew. 30 of 200 rankings are as before, and 71 % of the rows in all.',
    ]);
  });

  it('say how much noise it got, and what noise leaves of a sparsevec', () => {
    const masks: Record<string, Mask> = { embedding: { mask: 'noise', amount: 0.1 } };
    expect(notes([messages], masks)).toEqual([
      'messages.embedding got noise of 0.1 times its length. Its vector indexes were built anew.',
    ]);
    const sparse = table('messages', [column('embedding', 'sparsevec(9)')]);
    expect(notes([sparse], masks)).toEqual([
      'messages.embedding got noise of 0.1 times its length; which places are filled is as before. Its vector indexes were built anew.',
    ]);
  });

  it('name the mask of a vector that is gone', () => {
    expect(notes([messages], { embedding: { mask: 'null' } })).toEqual([
      'messages.embedding was masked by null.',
    ]);
  });

  it('take the parts of a partitioned table together', () => {
    const parts = ['a', 'bb'].map((name) => table(name, [column('embedding')], 'messages'));
    const rankings = [compared(200, 1, 'a.embedding'), compared(100, 0.5, 'bb.embedding')];
    const [note, ...others] = notes(parts, { embedding: { mask: 'null' } }, rankings);
    expect(others).toEqual([]);
    expect(note).toBe(
      'messages.embedding was masked by null. 300 of 400 rankings are as before, and 75 % of the rows in all.',
    );
  });

  it('say nothing where there are no vectors', () => {
    expect(notes([table('people', [column('name', 'text')])])).toEqual([]);
  });
});
