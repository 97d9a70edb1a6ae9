import { parse as parseArray } from 'postgres-array';
import { maskSchema } from '../../config/mask-schema.ts';
import type { Column, Table } from '../catalog.ts';
import { findMisfits, kindOf } from '../policy/fits-column.ts';
import { identifier } from '../sql.ts';
import { classify } from './classify.ts';
import { findJsonLeaves } from './json-leaves.ts';
import { isAmount, maskByName } from './names.ts';
import type { PersonNames } from './person-names.ts';

/** A mask as the config writes it: its name, or an object of options. */
export type MaskRule = string | { readonly mask: string; readonly [option: string]: unknown };

/** What becomes of a column, and why. */
export interface ColumnProposal {
  /** `keep` is a rule of `sanitize.keep`. */
  readonly rule: MaskRule;
  readonly evidence: string;
}

/** Stands for a `text` mask until all columns are known whose values are searched in prose. */
const TEXT = { mask: 'text' };
/** Masks that have too few pseudonyms for a column whose values must differ. */
const FEW = ['first_name', 'last_name', 'city', 'postcode', 'geo', 'birthdate', 'date', 'text'];

/**
 * The mask for a column that references no other, or `undefined` where its type holds nothing that a rule is needed
 * for. `values` are texts of the sample.
 */
export function proposeColumn(
  table: Table,
  column: Column,
  { values, persons }: { values: readonly string[]; persons: PersonNames },
): ColumnProposal | undefined {
  if (column.generated) return undefined;
  const proposal = column.holdsText
    ? proposeText(table, column, values, persons)
    : proposeNumber(column);
  if (proposal === undefined || proposal.rule === 'keep') return proposal;
  return fitting(table, column, proposal);
}

function proposeNumber(column: Column): ColumnProposal | undefined {
  const mask = isAmount(column.name) ? 'number' : maskByName('', column.name);
  if (mask === undefined || column.isArray) return undefined;
  const isRange = mask === 'number' && kindOf(column) === 'range';
  return { rule: isRange ? { mask, keep: 'rank' } : mask, evidence: `named as ${mask}` };
}

function proposeText(
  table: Table,
  column: Column,
  values: readonly string[],
  persons: PersonNames,
): ColumnProposal {
  const { typname, isArray, isVector, name } = column;
  if (isVector) {
    return {
      rule: 'keep',
      evidence:
        "DECIDE: an embedding can be inverted into much of its text. Kept, retrieval stays what it was, and it is shown behind the preview's login only; or, in columns, { mask: reembed, from: … } or { mask: noise, amount: 0.1 }",
    };
  }
  const options = { owner: table.name, name, persons };
  if (isArray) {
    const elements = values.flatMap(elementsOf);
    const element = proposeText(table, { ...column, isArray: false }, elements, persons);
    if (element.rule === 'keep') return element;
    return {
      rule: { mask: 'array', each: element.rule },
      evidence: `elements: ${element.evidence}`,
    };
  }
  if (typname === 'json' || typname === 'jsonb') return proposeJson(values, options);
  if (typname === 'xml') {
    const paths = { '//text()': 'scramble', '//@*': 'scramble' };
    return { rule: { mask: 'xml', paths }, evidence: 'XML: name the paths that are personal' };
  }
  if (typname === 'hstore') {
    return {
      rule: { mask: 'hstore', keys: { '*': 'scramble' } },
      evidence: 'hstore: name its keys',
    };
  }
  if (typname === 'inet' || typname === 'cidr') return { rule: 'ip', evidence: `type ${typname}` };
  if (typname.startsWith('macaddr')) return { rule: 'mac', evidence: `type ${typname}` };
  if (typname === 'tsvector') return proposeSearch(table);
  if (typname === 'bytea') return { rule: 'null', evidence: 'bytes of any kind' };
  if (column.fromExtension !== undefined && typname !== 'citext') {
    return {
      rule: 'null',
      evidence: `a type of ${column.fromExtension}, whose values nobody here knows`,
    };
  }
  const documents = parseDocuments(values);
  if (documents !== undefined) return proposeJson(values, options);
  const { mask, evidence } = classify(values, options);
  if (mask === 'category') return { rule: 'keep', evidence };
  return { rule: mask === 'text' ? TEXT : mask, evidence };
}

/** JSON whose leaves are looked at one by one; whatever has no path of its own is searched as prose is. */
function proposeJson(
  values: readonly string[],
  options: { owner: string; name: string; persons: PersonNames },
): ColumnProposal {
  const paths: Record<string, MaskRule> = {};
  const said: string[] = [];
  for (const { path, name, values: texts } of findJsonLeaves(parseDocuments(values) ?? [])) {
    const { mask, evidence } = classify(texts, { ...options, name });
    if (mask === 'text' || mask === 'category') continue;
    paths[path] = mask;
    said.push(`${path} ${evidence}`);
  }
  paths.$ = TEXT;
  return {
    rule: { mask: 'json', paths },
    evidence: `JSON: ${said.join(', ') || 'no field stands out'}`,
  };
}

/** A search vector repeats other columns: a trigger fills it, or what makes one of them has to. */
function proposeSearch(table: Table): ColumnProposal {
  const [trigger, ...others] = table.insertTriggers;
  if (trigger !== undefined && others.length === 0) {
    return { rule: { mask: 'trigger', trigger }, evidence: 'filled by the trigger: look at it' };
  }
  const texts = table.columns
    .filter(
      ({ typname, isArray, generated }) =>
        ['text', 'varchar'].includes(typname) && !isArray && !generated,
    )
    .map(({ name }) => `coalesce(${identifier(name)}, '')`);
  const expression = `to_tsvector('simple', ${texts.join(" || ' ' || ") || "''"})`;
  return { rule: { mask: 'derive', expression }, evidence: 'DECIDE: as production makes it' };
}

/** What the column takes, if not what is proposed. */
function fitting(
  table: Table,
  column: Column,
  proposal: ColumnProposal,
): ColumnProposal | undefined {
  const isUnique = table.uniqueKeys.some((key) => key.length === 1 && key[0] === column.name);
  const { rule, evidence } = proposal;
  const name = typeof rule === 'string' ? rule : rule.mask;
  const isShort = (column.maxLength ?? 64) < 16;
  const wanted = (isUnique && FEW.includes(name)) || (name === 'hash' && isShort) ? [] : [rule];
  const fits = (candidate: MaskRule) =>
    findMisfits(maskSchema.parse(candidate), { table, column, path: [] }).length === 0;
  if (!column.holdsText) return wanted.some(fits) ? proposal : undefined;
  const others: MaskRule[] = isShort ? ['scramble', 'hash', 'null'] : ['hash', 'scramble', 'null'];
  const chosen = [...wanted, ...others].find(fits);
  if (chosen === rule) return proposal;
  if (chosen !== undefined) return { rule: chosen, evidence: `${evidence}; ${column.type}` };
  return { rule: 'keep', evidence: `DECIDE: ${evidence}, and no mask fits ${column.type} but sql` };
}

function elementsOf(text: string): string[] {
  try {
    return parseArray(text, (element) => element).flat(Infinity) as string[];
  } catch {
    // The sample cuts long values.
    return [];
  }
}

/** The values that are JSON objects or lists, if nearly all are; one that the sample cut is none. */
function parseDocuments(values: readonly string[]): unknown[] | undefined {
  const documents = values.flatMap((value) => {
    if (!/^\s*[{[]/.test(value)) return [];
    try {
      return [JSON.parse(value)];
    } catch {
      return [];
    }
  });
  return documents.length > 0 && documents.length >= values.length * 0.5 ? documents : undefined;
}
