import { jobGithubContext, runnerContext } from './contexts.ts';
import type { Job } from './job.ts';

/** The files in which a step leaves what it has to say, by their `GITHUB_` variable. */
export type CommandFiles = Readonly<
  Record<'ENV' | 'OUTPUT' | 'PATH' | 'STATE' | 'STEP_SUMMARY', string>
>;

/** What is special to one process of an action. */
export interface ActionCall {
  /** `GITHUB_ACTION`. */
  readonly action: string;
  /** `GITHUB_ACTION_REPOSITORY` and `GITHUB_ACTION_REF`. */
  readonly repository: string;
  readonly ref: string;
  /** The environment of workflow, job and step. */
  readonly env: Readonly<Record<string, string>>;
  /** By name as `action.yml` or `with:` writes it. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly files: CommandFiles;
}

/** Names of the `github` context that become `GITHUB_` variables: the runner's list, so that the token does not. */
const exposed = [
  ...['actor', 'api_url', 'base_ref', 'event_name', 'event_path', 'graphql_url', 'head_ref', 'job'],
  ...['ref', 'ref_name', 'ref_protected', 'ref_type', 'repository', 'repository_id'],
  ...['repository_owner', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url'],
  ...['sha', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace'],
] as const;

/**
 * The whole environment of an action's process, in the order in which the runner lays one over the other:
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/NodeScriptActionHandler.cs
 */
export function actionEnvironment(job: Job, call: ActionCall): Record<string, string> {
  const github = jobGithubContext(job);
  return {
    CI: 'true',
    ...job.machine.environment,
    RUNNER_TRACKING_ID: job.trackingId,
    ...call.env,
    ...prefixed('STATE_', call.state, (name) => name),
    ...prefixed('INPUT_', call.inputs, inputVariable),
    ...prependedPath(job, call),
    ...Object.fromEntries(exposed.map((name) => [`GITHUB_${name.toUpperCase()}`, github[name]])),
    GITHUB_ACTION: call.action,
    GITHUB_ACTION_REPOSITORY: call.repository,
    GITHUB_ACTION_REF: call.ref,
    ...prefixed('GITHUB_', call.files, (name) => name),
    ...prefixed('RUNNER_', runnerContext(job), (name) => name.toUpperCase()),
    ACTIONS_RUNTIME_URL: `${job.results.url}/`,
    ACTIONS_RUNTIME_TOKEN: job.results.token,
    ACTIONS_RESULTS_URL: `${job.results.url}/`,
    GITHUB_ACTIONS: 'true',
  };
}

/** Blanks become underscores; dashes stay, which no shell can set. */
function inputVariable(name: string): string {
  return name.replaceAll(' ', '_').toUpperCase();
}

function prefixed(
  prefix: string,
  values: Readonly<Record<string, string>>,
  rename: (name: string) => string,
): Record<string, string> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}${rename(name)}`, value]));
}

function prependedPath({ path, machine }: Job, { env }: ActionCall): { PATH?: string } {
  if (path.length === 0) return {};
  const rest = env.PATH ?? machine.environment.PATH ?? '';
  return { PATH: [...path.toReversed(), rest].join(':') };
}
