import type { Draft, Ledger } from '../recording/ledger.ts';
import { type Bind, type Column, sizeOfParameters } from './bodies.ts';
import { createNameTable, type NameTable } from './name-table.ts';

/** A prepared statement. */
export interface Prepared {
  readonly sql: string;
  types: readonly number[];
  /** As it was described; all in text format. */
  columns: readonly Column[] | undefined;
}

/** A prepared statement with its parameters. */
export interface Portal {
  readonly prepared: Prepared;
  readonly bind: Bind;
  columns: readonly Column[] | undefined;
  /** What its rows go on from, after a row limit ended an Execute. */
  suspended: { readonly draft: Draft; readonly ledger: Ledger } | undefined;
}

/** When something was asked, and what recorded then. */
export interface Asked {
  readonly at: number;
  readonly ledger: Ledger | undefined;
}

/** What an application has asked and the branch has not finished answering; answers come in the same order. */
export type Step =
  | (Asked & {
      readonly kind: 'query';
      readonly sql: string;
      /** Its statements, once somebody needs to know. */
      statements: readonly string[] | undefined;
      /** How many of its statements have been answered, and the one that is. */
      answered: number;
      draft: Draft | undefined;
      /** When the previous statement ended. */
      resultBeganAt: number;
    })
  | (Asked & { readonly kind: 'parse'; readonly name: string; readonly prepared: Prepared })
  | (Asked & { readonly kind: 'bind'; readonly bind: Bind })
  | { readonly kind: 'describe'; readonly of: 'S' | 'P'; readonly name: string }
  | { readonly kind: 'close'; readonly of: 'S' | 'P'; readonly name: string }
  | (Asked & {
      readonly kind: 'execute';
      readonly portal: string;
      isAnswered: boolean;
      draft: Draft | undefined;
    })
  | { readonly kind: 'sync' }
  | { readonly kind: 'call' }
  | { readonly kind: 'copy-end' };

/** The step that is answered. Throws for another one than such an answer can be for. */
export function expected<Kind extends Step['kind']>(
  step: Step | undefined,
  ...kinds: readonly Kind[]
): Extract<Step, { kind: Kind }> {
  if (step === undefined || !isOf(step, kinds)) throw new RangeError('an answer to something else');
  return step;
}

function isOf<Kind extends Step['kind']>(
  step: Step,
  kinds: readonly Kind[],
): step is Extract<Step, { kind: Kind }> {
  return kinds.some((kind) => kind === step.kind);
}

/** The prepared statements and portals of a session, by name. */
export interface Names {
  readonly prepared: NameTable<Prepared>;
  readonly portals: NameTable<Portal>;
}

export function createNames(): Names {
  return {
    prepared: createNameTable(({ sql }) => sql.length),
    portals: createNameTable(({ bind }) => sizeOfParameters(bind)),
  };
}

/** Bytes of what a step holds that can be long. */
export function sizeOfStep(step: Step): number {
  if (step.kind === 'query') return step.sql.length;
  if (step.kind === 'parse') return step.prepared.sql.length;
  return step.kind === 'bind' ? sizeOfParameters(step.bind) : 0;
}

/** What a successful Parse, Bind or Close changes; other steps change nothing. */
export function applyNames(step: Step, { prepared, portals }: Names): void {
  if (step.kind === 'parse') prepared.set(step.name, step.prepared);
  else if (step.kind === 'bind') {
    const of = prepared.get(step.bind.statement);
    if (of === undefined) portals.delete(step.bind.portal);
    else {
      const { bind } = step;
      portals.set(bind.portal, { prepared: of, bind, columns: undefined, suspended: undefined });
    }
  } else if (step.kind === 'close') (step.of === 'S' ? prepared : portals).delete(step.name);
}

/** The columns of a portal's rows; of one that was never described, those of its statement in the bound formats. */
export function columnsOf({ columns, prepared, bind }: Portal): readonly Column[] {
  if (columns !== undefined) return columns;
  const formats = bind.resultFormats;
  if (prepared.columns === undefined || formats === undefined) return [];
  return prepared.columns.map((column, index) => ({
    ...column,
    format: (formats.length === 1 ? formats[0] : formats[index]) ?? 0,
  }));
}
