import type { LoadedConfig } from '../config/parse-config.ts';
import type { Engine, PrivateCopy, Snapshot } from '../engines/engine.ts';
import { keepKnownValues } from '../sanitize/case-mask.ts';
import { readCatalog } from '../sanitize/catalog.ts';
import type { KeyedHash } from '../sanitize/keyed-hash.ts';
import { maskCopy } from '../sanitize/mask-copy.ts';
import { proveCopy } from '../sanitize/prove-copy.ts';
import { captureRankings, type Rankings } from '../sanitize/rankings.ts';
import { vectorNotes } from '../sanitize/vector-notes.ts';
import { noteWaitingJobs } from '../sanitize/waiting-jobs.ts';
import { type SnapshotReport, snapshotRecipe, snapshotReportSchema } from './snapshot-report.ts';
import type { StepClock } from './step-clock.ts';

export interface SnapshotStepsOptions {
  /** The instant whose data are wanted; the present if absent. */
  readonly at?: Date | undefined;
  readonly hash: KeyedHash;
  readonly programVersion: string;
  readonly clock: StepClock;
  readonly signal: AbortSignal;
}

/** The steps snapshot and proof; with a cached snapshot both are quick. `durationMs` is that of the step snapshot. */
export async function takeSnapshot(
  engine: Engine,
  loaded: LoadedConfig,
  options: SnapshotStepsOptions,
): Promise<{ snapshot: Snapshot; report: SnapshotReport; durationMs: number }> {
  const { at, clock, signal, programVersion } = options;
  clock.start('snapshot');
  const began = clock.now();
  let durationMs = 0;
  function finishSnapshot(summary: string) {
    durationMs = clock.now() - began;
    clock.finish(summary);
    clock.start('proof');
  }
  let sourceRankings: readonly Rankings[] | undefined;
  const snapshot = await engine.snapshot({
    source: loaded.config.source,
    at,
    recipe: snapshotRecipe(loaded, programVersion),
    signal,
    onProgress: clock.progress,
    async observeSource(client) {
      clock.progress("asking the source's vector indexes for the rankings to compare with");
      sourceRankings = await captureRankings(client, await readCatalog(client));
    },
    prepare: (copy) => prepare(copy, { ...options, loaded, sourceRankings, finishSnapshot }),
  });
  if (snapshot.cached) finishSnapshot(`${snapshot.id}, cached`);
  const report = snapshotReportSchema.parse(snapshot.report);
  clock.finish(proofSummary(report, snapshot.cached));
  return { snapshot, report, durationMs };
}

interface PrepareOptions extends SnapshotStepsOptions {
  readonly loaded: LoadedConfig;
  /** Known where the copy's vector indexes are not the source's own. */
  readonly sourceRankings: readonly Rankings[] | undefined;
  readonly finishSnapshot: (summary: string) => void;
}

async function prepare(
  copy: PrivateCopy,
  { loaded, hash, clock, signal, sourceRankings, finishSnapshot }: PrepareOptions,
): Promise<SnapshotReport> {
  const options = { loaded, hash, signal, sourceRankings, onProgress: clock.progress };
  const began = clock.now();
  const masked = await maskCopy(copy, options);
  const durationMs = clock.now() - began;
  const { tables, columns, valuesMasked, neutralised } = masked.sanitization;
  finishSnapshot(`${valuesMasked} values masked in ${columns} columns of ${tables} tables`);
  const waitingJobs = await noteWaitingJobs(copy);
  const proof = await proveCopy(copy, masked, options);
  await keepKnownValues(copy.folder, masked.known, hash);
  return snapshotReportSchema.parse({
    sanitization: { tables, columns, valuesMasked, durationMs, neutralised },
    proof: proof.measured,
    notes: [
      ...(sourceRankings === undefined ? [] : rebuiltNotes(proof.measured.rankings)),
      ...vectorNotes(masked.catalog, masked.plan, {
        rankings: proof.rankingsByColumn,
        model: loaded.config.sanitize.embeddings?.model,
      }),
      ...differenceNotes(proof.differences),
      ...waitingJobs,
      ...unlistedNotes(masked.plan.unlistedNumbers),
    ],
  });
}

function rebuiltNotes({ probes, identical }: SnapshotReport['proof']['rankings']): string[] {
  return probes === 0
    ? []
    : [`The vector indexes were rebuilt: ${identical} of ${probes} rankings are as in production.`];
}

function differenceNotes(differences: readonly string[]): string[] {
  return differences.length === 0
    ? []
    : [`Masking changed the counts of ${differences.length}: ${someOf(differences)}.`];
}

function unlistedNotes(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const have = names.length === 1 ? 'column has no rule and is' : 'columns have no rule and are';
  return [`${names.length} ${have} as in production (numbers, dates, booleans): ${someOf(names)}.`];
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${shown}, …` : shown;
}

function proofSummary({ proof }: SnapshotReport, cached: boolean): string {
  const { leaks, valuesSearched, notSearched, relations, rankings } = proof;
  const searched = `${leaks} leaks of ${valuesSearched} raw values (${notSearched} not searched)`;
  const facts = `${searched}, joins ${relations.same}/${relations.joins} and rankings ${rankings.identical}/${rankings.probes} as before`;
  return cached ? `${facts} (when the snapshot was made)` : facts;
}
