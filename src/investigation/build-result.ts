import { randomBytes } from 'node:crypto';
import type { Branch, Snapshot } from '../engines/engine.ts';
import type { Preview } from '../preview/preview.ts';
import { type Causes, type ReplayResult, type Result, resultSchema } from './result.ts';
import type { SnapshotReport } from './snapshot-report.ts';

/** What an investigation has come to, as its steps have it. */
export interface Facts {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly timeline: Result['timeline'];
  /** As in the request. */
  readonly thread: string | undefined;
  /** The engine's name. */
  readonly engine: string;
  /** `durationMs` is that of the step. */
  readonly snapshot: Omit<Snapshot, 'report' | 'folder'> & { readonly durationMs: number };
  readonly report: SnapshotReport;
  readonly branch: Pick<Branch, 'id' | 'copy' | 'readyMs'>;
  readonly preview: Pick<Preview, 'url' | 'readyMs' | 'expiresAt'>;
  /** The one that was asked. */
  readonly commit: string;
  readonly replays: readonly ReplayResult[];
  readonly base: { readonly commit: string; readonly replays: readonly ReplayResult[] } | undefined;
  /** Of the cases that fail, in their order; none where nobody asked. */
  readonly culprits: readonly NonNullable<Result['culprit']>[];
  readonly causes: Causes | undefined;
}

/** The result document of an investigation, with an id of its own. */
export function buildResult(facts: Facts): Result {
  const { snapshot, report, branch, preview, base, causes } = facts;
  const [culprit, ...otherCulprits] = facts.culprits;
  return resultSchema.parse({
    version: 1,
    investigation: {
      id: `inv-${randomBytes(6).toString('hex')}`,
      ...(facts.thread !== undefined && { thread: facts.thread }),
      startedAt: facts.startedAt.toISOString(),
      durationMs: facts.durationMs,
    },
    source: {
      engine: facts.engine,
      server: snapshot.server,
      at: snapshot.at.toISOString(),
      commit: facts.commit,
    },
    snapshot: {
      id: snapshot.id,
      cached: snapshot.cached,
      durationMs: snapshot.durationMs,
      bytes: snapshot.bytes,
      notes: [...snapshot.notes, ...report.notes],
    },
    sanitization: report.sanitization,
    proof: report.proof,
    branch: { id: branch.id, copy: branch.copy, readyMs: branch.readyMs },
    preview: {
      url: preview.url,
      readyMs: preview.readyMs,
      expiresAt: preview.expiresAt.toISOString(),
    },
    replays: facts.replays,
    ...(base && { base }),
    ...(culprit && { culprit }),
    ...(otherCulprits.length > 0 && { otherCulprits }),
    ...(causes && { causes }),
    timeline: facts.timeline,
  });
}
