import { parse } from 'yaml';
import { z } from 'zod';
import type { TokenPermissions } from '../stand-in/dispatch.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const variables = z.record(z.string(), scalar);
const permissionsSchema = z.record(z.string(), z.enum(['read', 'write', 'none']));
const concurrencySchema = z.union([
  z.string(),
  z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean().optional() }),
]);

const stepSchema = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.union([z.string(), z.boolean()]).optional(),
  uses: z.string(),
  with: variables.optional(),
  env: variables.optional(),
});

const jobSchema = z.strictObject({
  name: z.string().optional(),
  'runs-on': z.union([z.string(), z.array(z.string())]),
  permissions: permissionsSchema.optional(),
  concurrency: concurrencySchema.optional(),
  'timeout-minutes': z.number().positive().optional(),
  env: variables.optional(),
  steps: z.array(stepSchema).min(1),
});

const workflowSchema = z.strictObject({
  name: z.string().optional(),
  'run-name': z.string().optional(),
  on: z.record(z.string(), z.unknown()),
  permissions: permissionsSchema.optional(),
  concurrency: concurrencySchema.optional(),
  env: variables.optional(),
  jobs: z.record(z.string(), jobSchema),
});

/** A step that uses an action. */
export type WorkflowStep = z.infer<typeof stepSchema>;

/** Runs of one group wait for each other. */
export interface Concurrency {
  /** With `${{ }}`. */
  readonly group: string;
  readonly cancelInProgress: boolean;
}

/** A workflow of one job, as its file says it; texts may hold `${{ }}`. */
export interface Workflow {
  readonly name: string;
  readonly jobId: string;
  /** Of the workflow, then of its job. */
  readonly concurrency: readonly Concurrency[];
  /** What the job's token may do; what isn't listed, it may not. */
  readonly permissions: TokenPermissions;
  readonly timeoutMinutes: number;
  /** Whether `runs-on` asks for a machine of one's own. */
  readonly isSelfHosted: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

/**
 * Reads a workflow file. What this runner doesn't do (more than one job, `run:`, matrices, …) is an error.
 *
 * @param path its name on GitHub while it has no `name:`
 */
export function parseWorkflow(text: string, path: string): Workflow {
  const parsed = workflowSchema.safeParse(parse(text));
  if (!parsed.success) {
    throw new Error(`this runner can't run ${path}: ${z.prettifyError(parsed.error)}`);
  }
  const workflow = parsed.data;
  const [entry, ...others] = Object.entries(workflow.jobs);
  if (entry === undefined || others.length > 0) {
    throw new Error(`this runner can't run ${path}: it runs workflows of one job`);
  }
  const [jobId, job] = entry;
  const permissions = job.permissions ?? workflow.permissions;
  if (permissions === undefined) {
    throw new Error(`this runner can't run ${path}: without permissions they are the repository's`);
  }
  return {
    name: workflow.name ?? path,
    jobId,
    concurrency: [workflow.concurrency, job.concurrency].flatMap(toConcurrency),
    permissions: granted(permissions),
    timeoutMinutes: job['timeout-minutes'] ?? 360,
    isSelfHosted: [job['runs-on']].flat().includes('self-hosted'),
    env: { ...toTexts(workflow.env), ...toTexts(job.env) },
    steps: job.steps,
  };
}

/** Values of `env:` or `with:` as text, which is what they become. */
export function toTexts(values: z.infer<typeof variables> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function granted(permissions: z.infer<typeof permissionsSchema>): TokenPermissions {
  const entries = Object.entries(permissions);
  return Object.fromEntries(
    entries.flatMap(([name, access]) => (access === 'none' ? [] : [[name, access]])),
  );
}

function toConcurrency(written: z.infer<typeof concurrencySchema> | undefined): Concurrency[] {
  if (written === undefined) return [];
  if (typeof written === 'string') return [{ group: written, cancelInProgress: false }];
  const cancelInProgress = written['cancel-in-progress'] ?? false;
  return [{ group: written.group, cancelInProgress }];
}
