import type { LoadedConfig } from '../config/parse-config.ts';
import type { Engine, PrivateCopy, Snapshot } from '../engines/engine.ts';
import { keepKnownValues } from '../sanitize/case-mask.ts';
import type { KeyedHash } from '../sanitize/keyed-hash.ts';
import { maskCopy } from '../sanitize/mask-copy.ts';
import { proveCopy } from '../sanitize/prove-copy.ts';
import { type SnapshotReport, snapshotRecipe, snapshotReportSchema } from './snapshot-report.ts';
import type { StepClock } from './step-clock.ts';

export interface SnapshotStepsOptions {
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
  const { clock, signal, programVersion } = options;
  clock.start('snapshot');
  const began = clock.now();
  let durationMs = 0;
  function finishSnapshot(summary: string) {
    durationMs = clock.now() - began;
    clock.finish(summary);
    clock.start('proof');
  }
  const snapshot = await engine.snapshot({
    source: loaded.config.source,
    recipe: snapshotRecipe(loaded, programVersion),
    signal,
    onProgress: clock.progress,
    prepare: (copy) => prepare(copy, loaded, options, finishSnapshot),
  });
  if (snapshot.cached) finishSnapshot(`${snapshot.id}, cached`);
  const report = snapshotReportSchema.parse(snapshot.report);
  clock.finish(proofSummary(report, snapshot.cached));
  return { snapshot, report, durationMs };
}

async function prepare(
  copy: PrivateCopy,
  loaded: LoadedConfig,
  { hash, clock, signal }: SnapshotStepsOptions,
  finishSnapshot: (summary: string) => void,
): Promise<SnapshotReport> {
  const options = { loaded, hash, signal, onProgress: clock.progress };
  const began = clock.now();
  const masked = await maskCopy(copy, options);
  const durationMs = clock.now() - began;
  const { tables, columns, valuesMasked, neutralised } = masked.sanitization;
  finishSnapshot(`${valuesMasked} values masked in ${columns} columns of ${tables} tables`);
  const proof = await proveCopy(copy, masked, options);
  await keepKnownValues(copy.folder, masked.known, hash);
  return snapshotReportSchema.parse({
    sanitization: { tables, columns, valuesMasked, durationMs, neutralised },
    proof,
  });
}

function proofSummary({ proof }: SnapshotReport, cached: boolean): string {
  const { leaks, valuesSearched, rankings } = proof;
  const facts = `${leaks} leaks of ${valuesSearched} raw values, rankings ${rankings.identical}/${rankings.probes} identical`;
  return cached ? `${facts} (when the snapshot was made)` : facts;
}
