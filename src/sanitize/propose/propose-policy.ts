import type { Client } from 'pg';
import { formatTableName } from '../../config/column-reference.ts';
import { type Catalog, type Column, readCatalog, type Table } from '../catalog.ts';
import { columnName } from '../sql.ts';
import { loadPersonNames } from './person-names.ts';
import { type MaskRule, proposeColumn } from './propose-column.ts';
import { readSample, type Sample } from './read-sample.ts';

/** A policy to look at and commit: rules with their reasons, in the order of the tables. Holds no values. */
export interface PolicyProposal {
  readonly tables: readonly TableProposal[];
  /** Numbers, dates, booleans that no rule names. */
  readonly unlistedNumbers: readonly string[];
}

export interface TableProposal {
  readonly name: string;
  /** How many rows were looked at, and why none if so. */
  readonly sampled: number;
  readonly skipped?: string | undefined;
  readonly rules: readonly {
    readonly name: string;
    readonly type: string;
    readonly rule: MaskRule;
    readonly evidence: string;
  }[];
  /** Columns that have no rule of their own, because they follow the mask of the key that they reference. */
  readonly followers: readonly string[];
}

/** Masks whose values are searched in prose. */
const IN_PROSE = ['person', 'first_name', 'last_name', 'email', 'phone'];

/** Looks at the catalog and at a sample of every table. Needs an open, read-only transaction. */
export async function proposePolicy(
  client: Client,
  progress: (message: string) => void,
): Promise<{ proposal: PolicyProposal; catalog: Catalog }> {
  const catalog = await readCatalog(client);
  const persons = await loadPersonNames();
  const references = referencesOf(catalog);
  const tables: TableProposal[] = [];
  const unlistedNumbers: string[] = [];
  for (const { owner, columns, parts } of groupByOwner(catalog)) {
    const name = formatTableName({ schema: owner.schema, table: owner.name });
    progress(`looking at ${name}`);
    const [table] = parts;
    if (table === undefined) continue;
    if (table.fromExtension !== undefined) {
      tables.push(ofExtension(name, table.fromExtension));
      continue;
    }
    const sample: Sample = await readSample(client, parts);
    const rules: TableProposal['rules'][number][] = [];
    const followers: string[] = [];
    for (const column of columns) {
      const columnAs = columnName(owner, column.name);
      const reference = references.get(columnAs);
      const values = sample.values.get(column.name) ?? [];
      const proposed = reference ? undefined : proposeColumn(table, column, { values, persons });
      if (reference !== undefined && column.holdsText)
        followers.push(`${columnAs} follows ${reference}`);
      else if (proposed !== undefined)
        rules.push({ name: columnAs, type: column.type, ...proposed });
      else if (!column.generated) unlistedNumbers.push(columnAs);
    }
    tables.push({ name, sampled: sample.rows, skipped: sample.skipped, rules, followers });
  }
  return {
    proposal: { tables: withEntities(withKeptFollowers(tables, references)), unlistedNumbers },
    catalog,
  };
}

function ofExtension(name: string, extension: string): TableProposal {
  const rule = {
    name: `${name}.*`,
    type: 'all',
    rule: 'keep',
    evidence: `a table of ${extension}`,
  };
  return { name, sampled: 0, rules: [rule], followers: [] };
}

interface Owned {
  readonly owner: { readonly schema: string; readonly name: string };
  /** Those that no parent has. */
  readonly columns: readonly Column[];
  readonly parts: readonly Table[];
}

/** Tables as the policy names them: a partitioned one once, and of an heir what it doesn't inherit. */
function groupByOwner({ tables }: Catalog): Owned[] {
  const groups = new Map<string, { owner: Owned['owner']; columns: Column[]; parts: Table[] }>();
  const stored = new Map(tables.map((table) => [table.oid, table]));
  for (const table of tables) {
    const owner = table.root ?? table;
    const key = JSON.stringify([owner.schema, owner.name]);
    const group = groups.get(key);
    if (group !== undefined) {
      group.parts.push(table);
      continue;
    }
    const inherited = new Set(
      table.parents.flatMap(({ oid }) => stored.get(oid)?.columns.map(({ name }) => name) ?? []),
    );
    const columns = table.columns.filter(({ name }) => !inherited.has(name));
    groups.set(key, { owner, columns, parts: [table] });
  }
  return [...groups.values()];
}

/** For each column that references another, as the policy names both, the other. */
function referencesOf({ tables, foreignKeys }: Catalog): Map<string, string> {
  const names = new Map<number, { schema: string; name: string }>();
  for (const table of tables) {
    for (const parent of table.parents) names.set(parent.oid, table.root ?? parent);
    names.set(table.oid, table.root ?? table);
  }
  const references = new Map<string, string>();
  for (const { table, columns, referencedTable, referencedColumns } of foreignKeys) {
    const [from, to] = [names.get(table), names.get(referencedTable)];
    if (from === undefined || to === undefined) continue;
    for (const [index, column] of columns.entries()) {
      const other = columnName(to, referencedColumns[index] ?? '');
      const own = columnName(from, column);
      if (own !== other && !references.has(own)) references.set(own, other);
    }
  }
  return references;
}

/** A key that is kept has no mask to follow: what references it is kept by its own rule. */
function withKeptFollowers(
  tables: readonly TableProposal[],
  references: ReadonlyMap<string, string>,
): TableProposal[] {
  const rules = new Map(tables.flatMap(({ rules }) => rules.map((rule) => [rule.name, rule])));
  const isMasked = (name: string, seen = new Set<string>()): boolean => {
    const rule = rules.get(name)?.rule;
    const next = references.get(name);
    if (rule !== undefined || next === undefined || seen.has(name)) {
      return rule !== undefined && rule !== 'keep';
    }
    return isMasked(next, seen.add(name));
  };
  return tables.map((table) => {
    const kept = table.followers.filter((text) => !isMasked(text.split(' follows ')[0] ?? ''));
    const added = kept.map((text) => {
      const [name = '', key = ''] = text.split(' follows ');
      return {
        name,
        type: 'reference',
        rule: 'keep',
        evidence: `references ${key}, which is kept`,
      };
    });
    const followers = table.followers.filter((text) => !kept.includes(text));
    return { ...table, rules: [...table.rules, ...added], followers };
  });
}

/** Prose is searched for the values of every column of names, addresses and phone numbers. */
function withEntities(tables: readonly TableProposal[]): TableProposal[] {
  const entities = tables.flatMap(({ rules }) =>
    rules.filter(({ rule }) => IN_PROSE.includes(rule as string)).map(({ name }) => name),
  );
  const complete = (rule: MaskRule): MaskRule => {
    if (typeof rule === 'string') return rule;
    if (rule.mask === 'text') return entities.length === 0 ? 'text' : { ...rule, entities };
    if (rule.mask === 'array') return { ...rule, each: complete(rule.each as MaskRule) };
    if (rule.mask !== 'json') return rule;
    const paths = Object.entries(rule.paths as Record<string, MaskRule>);
    return { ...rule, paths: Object.fromEntries(paths.map(([at, mask]) => [at, complete(mask)])) };
  };
  return tables.map((table) => ({
    ...table,
    rules: table.rules.map((rule) => ({ ...rule, rule: complete(rule.rule) })),
  }));
}
