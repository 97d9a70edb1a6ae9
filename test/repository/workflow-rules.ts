import { parse } from 'yaml';
import { z } from 'zod';

const texts = z.record(z.string(), z.unknown()).default({});
const permissionsSchema = z.union([z.string(), z.record(z.string(), z.string())]).optional();

const stepSchema = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: texts,
  env: texts,
});

const jobSchema = z.object({
  uses: z.string().optional(),
  'runs-on': z.unknown().optional(),
  permissions: permissionsSchema,
  concurrency: z.unknown().optional(),
  'timeout-minutes': z.unknown().optional(),
  secrets: z.unknown().optional(),
  env: texts,
  steps: z.array(stepSchema).default([]),
});

const workflowSchema = z.object({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: permissionsSchema,
  concurrency: z.unknown().optional(),
  env: texts,
  jobs: z.record(z.string(), jobSchema),
});

type Workflow = z.infer<typeof workflowSchema>;
type Job = z.infer<typeof jobSchema>;
type Step = z.infer<typeof stepSchema>;
type Permissions = Readonly<Record<string, string>>;

/** Triggers that run with the repository's rights on what strangers send. */
const dangerousTriggers = ['pull_request_target', 'workflow_run'];
/** The action of this repository, which its own workflow names as users do. */
const ownAction = 'branch-prod/branch-prod/action@v1';
/** Inputs of actions that are run as a program. */
const scriptInput = /script|command|cmd|^run$|^args$|^code$|^entrypoint$/i;
const expression = /\$\{\{/;
const secret = /\bsecrets\b/;

/**
 * What a strict reviewer finds in a workflow file, after zizmor's audits (https://docs.zizmor.sh/audits/).
 *
 * @param allowed the permissions that its jobs' tokens have: these and no others
 */
export function workflowProblems(text: string, allowed: Permissions): string[] {
  const workflow = workflowSchema.parse(parse(text));
  return [
    ...triggerProblems(workflow),
    ...(secret.test(JSON.stringify(workflow.env)) ? ['env of the workflow holds a secret'] : []),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      [
        ...jobProblems(workflow, job, allowed),
        ...usesProblems(job, text),
        ...stepProblems(job),
      ].map((problem) => `${name}: ${problem}`),
    ),
  ];
}

function triggerProblems({ on, jobs }: Workflow): string[] {
  const triggers = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);
  const runsStrangers = triggers.includes('pull_request');
  const ownMachines = Object.values(jobs).some((job) =>
    JSON.stringify(job['runs-on'] ?? '').includes('self-hosted'),
  );
  return [
    ...triggers
      .filter((trigger) => dangerousTriggers.includes(trigger))
      .map((trigger) => `on ${trigger}: strangers' code next to the repository's rights`),
    ...(runsStrangers && ownMachines
      ? ["strangers' pull requests run on machines of one's own"]
      : []),
  ];
}

function jobProblems(workflow: Workflow, job: Job, allowed: Permissions): string[] {
  const problems: string[] = [];
  if (job['timeout-minutes'] === undefined && job.uses === undefined) {
    problems.push('no timeout-minutes');
  }
  if (workflow.concurrency === undefined && job.concurrency === undefined) {
    problems.push('no concurrency');
  }
  if (job.secrets === 'inherit') problems.push('secrets: inherit');
  if (secret.test(JSON.stringify(job.env))) problems.push('env of the job holds a secret');
  return [...problems, ...permissionProblems(workflow, job, allowed)];
}

/** What all jobs of a workflow may, each of several could abuse: then `write` stands at the job that needs it. */
function permissionProblems(workflow: Workflow, job: Job, allowed: Permissions): string[] {
  const permissions = job.permissions ?? workflow.permissions;
  if (permissions === undefined) return ['no permissions: they are those of the repository'];
  if (typeof permissions === 'string') return [`permissions: ${permissions}`];
  const isShared = job.permissions === undefined && Object.keys(workflow.jobs).length > 1;
  const named = Object.entries(permissions).filter(([, access]) => access !== 'none');
  return [
    ...named
      .filter(([name, access]) => allowed[name] !== access)
      .map(([name, access]) => `permission ${name}: ${access} is not allowed`),
    ...Object.keys(allowed)
      .filter((name) => permissions[name] === undefined)
      .map((name) => `permission ${name} is allowed and not used: take it off the list`),
    ...named
      .filter(([, access]) => isShared && access === 'write')
      .map(([name]) => `permission ${name}: write is for all jobs`),
  ];
}

function usesProblems(job: Job, text: string): string[] {
  const used = [job.uses, ...job.steps.map(({ uses }) => uses)].filter(
    (uses) => uses !== undefined,
  );
  return used
    .filter((uses) => uses !== ownAction && !uses.startsWith('./') && !isPinned(uses, text))
    .map((uses) => `${uses} is not pinned to a commit with its version behind it`);
}

/** `owner/repo@<40 hex> # v1.2.3`, everywhere that it stands; the comment is what people read and tools update. */
function isPinned(uses: string, text: string): boolean {
  const lines = text.split('\n').filter((line) => line.includes(uses));
  return (
    /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses) &&
    lines.every((line) => line.includes('uses:') && / # v\d+\.\d+\.\d+$/.test(line))
  );
}

function stepProblems({ steps }: Job): string[] {
  return steps.flatMap((step) => [
    ...runProblems(step),
    ...Object.entries(step.with).flatMap(([name, value]) => withProblems(name, String(value))),
    ...(step.uses?.startsWith('actions/checkout@') && step.with['persist-credentials'] !== false
      ? ['checkout leaves the token: persist-credentials is not false']
      : []),
  ]);
}

function runProblems({ run = '' }: Step): string[] {
  return [
    ...(expression.test(run) ? ['an expression in run: it becomes part of the program'] : []),
    ...(/GITHUB_(?:ENV|PATH)\b/.test(run) ? ['run changes the environment of later steps'] : []),
  ];
}

function withProblems(name: string, value: string): string[] {
  if (!expression.test(value)) return [];
  return [
    ...(scriptInput.test(name) ? [`an expression in ${name}: it becomes part of the program`] : []),
    ...(secret.test(value) ? [`the input ${name} is given a secret: the log shows inputs`] : []),
  ];
}
