import type { Result } from '../investigation/result.ts';
import { counted, formatBytes, formatCount, formatDuration, formatInstant } from './quantities.ts';
import type { Quote } from './wording.ts';

/** How the verdict came about, one named line each; every form shows the same ones in the same order. */
export function facts(result: Result, quote: Quote): { name: string; text: string }[] {
  const lines = [
    { name: 'proof', text: proofSentence(result.proof) },
    { name: 'masked', text: maskedSentence(result.sanitization) },
    { name: 'neutralised', text: neutralisedSentence(result.sanitization, quote) },
    { name: 'snapshot', text: snapshotSentence(result, quote) },
    ...noteSentences(result.snapshot, quote).map((text) => ({ name: 'differs', text })),
    { name: 'branch', text: branchSentence(result.branch, quote) },
    { name: 'source', text: sourceSentence(result, quote) },
    { name: 'investigation', text: quote(result.investigation.id) },
  ];
  return lines.flatMap(({ name, text }) => (text === undefined ? [] : { name, text }));
}

function proofSentence({ leaks, relations, rankings, ...raw }: Result['proof']): string {
  const left = raw.notSearched === 0 ? '' : ` (${formatCount(raw.notSearched)} not searched)`;
  const searched = `${counted(leaks, 'leak')} among ${counted(raw.valuesSearched, 'raw value')} searched${left}`;
  const joins = `${formatCount(relations.same)}/${formatCount(relations.joins)} joins and ${formatCount(relations.sameDistinct)}/${formatCount(relations.distinct)} distinct counts the same`;
  const identical = `rankings ${formatCount(rankings.identical)}/${formatCount(rankings.probes)} identical`;
  const overlap =
    rankings.identical === rankings.probes ? '' : ` (overlap ${rankings.overlap.toFixed(2)})`;
  return `${searched}; ${joins}; ${identical}${overlap}`;
}

function maskedSentence({ valuesMasked, columns, tables, durationMs }: Result['sanitization']) {
  return `${counted(valuesMasked, 'value')} in ${counted(columns, 'column')} of ${counted(tables, 'table')} in ${formatDuration(durationMs)}`;
}

function neutralisedSentence({ neutralised }: Result['sanitization'], quote: Quote) {
  if (neutralised.length === 0) return undefined;
  const more = neutralised.length - 20;
  const shown = neutralised.slice(0, 20).map(quote).join(', ');
  return more > 0 ? `${shown}, ${formatCount(more)} more` : shown;
}

function snapshotSentence({ snapshot, source }: Result, quote: Quote): string {
  const made = snapshot.cached ? 'cached' : `made in ${formatDuration(snapshot.durationMs)}`;
  return `${quote(snapshot.id)} ${made}, ${formatBytes(snapshot.bytes)}, data as of ${formatInstant(source.at)}`;
}

function noteSentences({ notes }: Result['snapshot'], quote: Quote): string[] {
  const more = notes.length - 20;
  const shown = notes.slice(0, 20).map(quote);
  return more > 0 ? [...shown, `${formatCount(more)} more`] : shown;
}

function branchSentence({ id, copy, readyMs }: Result['branch'], quote: Quote): string {
  const ready = `${quote(id)} (${copy}) ready in ${formatDuration(readyMs)}`;
  return copy === 'reflink'
    ? ready
    : `${ready}; with --state on XFS (mkfs.xfs) or btrfs it would share the snapshot's blocks`;
}

function sourceSentence({ source, base }: Result, quote: Quote): string {
  const compared = base === undefined ? '' : `, compared with ${quote(base.commit)}`;
  return `${quote(source.server)}, engine ${quote(source.engine)}, commit ${quote(source.commit)}${compared}`;
}
