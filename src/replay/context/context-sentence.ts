import type { RetrievedRecord } from '../../investigation/result.ts';
import type { TrialContext } from './context.ts';

const mostCutRows = 5;
const mostLosses = 2;
const unsearched = 'texts were embedded as token ids and not searched for raw values';

/**
 * A trial's context in one line: `6 rows retrieved, 4 reached the prompt, #812 cut at 1,200 of 4,031 characters;
 * prompt 1,832 of 8,192 tokens; the model cut its answer (length)`. It holds the keys of rows, nothing else of them.
 */
export function contextSentence(context: TrialContext): string {
  return [
    ...[rowsPart(context), tokensPart(context)],
    ...[...limitParts(context), ...lossParts(context)],
    context.hasTokenIds ? unsearched : undefined,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

function rowsPart({ retrieved, hasRetrieval, prompts }: TrialContext): string {
  if (retrieved.length === 0) {
    return hasRetrieval ? 'no row retrieved' : 'no statement that retrieves was seen';
  }
  const rows = `${counted(retrieved.length, 'row')} retrieved`;
  if (prompts.length === 0) return `${rows}, no prompt was seen`;
  const unknown = retrieved.filter(({ reached }) => reached === undefined).length;
  const reached = retrieved.filter((row) => row.reached === true).length;
  const cut = retrieved.filter((row) => row.cut !== undefined);
  const hasSeveralTables = new Set(retrieved.map(({ table }) => table)).size > 1;
  const more = cut.length - mostCutRows;
  return [
    rows,
    unknown === retrieved.length
      ? 'their text was not seen'
      : `${reached === retrieved.length ? 'all' : formatCount(reached)} reached the prompt`,
    ...(unknown > 0 && unknown < retrieved.length ? [`${formatCount(unknown)} unknown`] : []),
    ...cut.slice(0, mostCutRows).map((row) => cutPart(row, hasSeveralTables)),
    ...(more > 0 ? [`${formatCount(more)} more cut`] : []),
  ].join(', ');
}

function cutPart(row: RetrievedRecord, namesTable: boolean): string {
  const { used = 0, of = 0 } = row.cut ?? {};
  const table = namesTable ? `${row.table} ` : '';
  return `${table}${keyOf(row)} cut at ${formatCount(used)} of ${formatCount(of)} characters`;
}

/** `#812`; with several columns `#12,en`; without a key, its rank. */
function keyOf({ key, rank }: RetrievedRecord): string {
  const values = Object.values(key);
  return values.length === 0 ? `rank ${rank}` : `#${values.join(',')}`;
}

function tokensPart({ model: { promptTokens, window } }: TrialContext): string | undefined {
  if (promptTokens === undefined) return undefined;
  const of = window === undefined ? '' : ` of ${formatCount(window)}`;
  return `prompt ${formatCount(promptTokens)}${of} tokens`;
}

function limitParts({ limits }: TrialContext): string[] {
  const parts = limits.map(({ what, reason }) =>
    what === 'answer'
      ? `the model's API cut the answer (${reason})`
      : `the model's API refused the prompt as too long (${reason})`,
  );
  return [...new Set(parts)];
}

function lossParts({ losses }: TrialContext): string[] {
  return losses
    .slice(0, mostLosses)
    .map((loss) => `${loss.charAt(0).toLowerCase()}${loss.slice(1)}`.replace(/\.$/, ''));
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
