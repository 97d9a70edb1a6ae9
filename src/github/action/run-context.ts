import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { BranchProdError } from '../../errors.ts';
import type { Repository } from '../thread.ts';

const text = z.string().min(1);
const repositoryName = z.string().regex(/^[\w.-]+\/[\w.-]+$/);

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
const environmentSchema = z.object({
  GITHUB_REPOSITORY: repositoryName,
  GITHUB_WORKSPACE: text,
  GITHUB_API_URL: z.url(),
  GITHUB_SERVER_URL: z.url(),
  GITHUB_RUN_ID: z.coerce.number().int().positive(),
  GITHUB_RUN_ATTEMPT: z.coerce.number().int().positive(),
  GITHUB_EVENT_NAME: text,
  GITHUB_EVENT_PATH: text,
  /** Another person than the event's sender, when somebody runs a job again. */
  GITHUB_TRIGGERING_ACTOR: text.optional(),
  RUNNER_TEMP: text,
  RUNNER_TOOL_CACHE: text,
});

/** What is read of the webhook event; a scheduled one has no sender. */
const eventSchema = z.object({
  sender: z.object({ login: text, type: text }).optional(),
  pull_request: z
    .object({
      number: z.int().positive(),
      head: z.object({
        sha: z.string().regex(/^[0-9a-f]{40}$/),
        repo: z.object({ full_name: repositoryName }).nullish(),
      }),
    })
    .optional(),
});

/** The run of the workflow that the Action is a step of. */
export interface RunContext {
  readonly repository: Repository;
  /** The repository's folder, where `actions/checkout` put it. */
  readonly workspace: string;
  /** Base URLs: `https://api.github.com` and `https://github.com`. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly run: number;
  readonly attempt: number;
  /** The run's page. */
  readonly runUrl: string;
  readonly eventName: string;
  /** Who started it; nobody did when it was the clock. */
  readonly startedBy?: { readonly login: string; readonly isBot: boolean };
  readonly pull?: { readonly number: number; readonly head: string; readonly isFork: boolean };
  /** Emptied by the runner after the job. */
  readonly temporary: string;
  /** Kept by self-hosted runners. */
  readonly toolCache: string;
}

/** Reads what the runner says of the run. Throws `usage` outside of a workflow. */
export async function readRunContext(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<RunContext> {
  try {
    const said = environmentSchema.parse(environment);
    const event = eventSchema.parse(JSON.parse(await readFile(said.GITHUB_EVENT_PATH, 'utf8')));
    const [owner = '', repo = ''] = said.GITHUB_REPOSITORY.split('/');
    return {
      repository: { owner, repo },
      workspace: said.GITHUB_WORKSPACE,
      apiUrl: said.GITHUB_API_URL,
      serverUrl: said.GITHUB_SERVER_URL,
      run: said.GITHUB_RUN_ID,
      attempt: said.GITHUB_RUN_ATTEMPT,
      runUrl: `${said.GITHUB_SERVER_URL}/${owner}/${repo}/actions/runs/${said.GITHUB_RUN_ID}`,
      eventName: said.GITHUB_EVENT_NAME,
      ...startedBy(event.sender, said.GITHUB_TRIGGERING_ACTOR),
      ...pullOf(event.pull_request, said.GITHUB_REPOSITORY),
      temporary: said.RUNNER_TEMP,
      toolCache: said.RUNNER_TOOL_CACHE,
    };
  } catch (cause) {
    throw new BranchProdError('usage', 'This is no run of a workflow on GitHub.', {
      nextStep: 'Use it as a step of a workflow; from a terminal run `branch-prod run`.',
      cause,
    });
  }
}

type Event = z.output<typeof eventSchema>;

function startedBy(
  sender: Event['sender'],
  actor: string | undefined,
): Pick<RunContext, 'startedBy'> {
  // Of whoever runs a job again, only the login is known: never a bot that is trusted to have checked.
  if (sender === undefined) return {};
  if (actor !== undefined && actor !== sender.login) {
    return { startedBy: { login: actor, isBot: false } };
  }
  return { startedBy: { login: sender.login, isBot: sender.type === 'Bot' } };
}

function pullOf(pull: Event['pull_request'], repository: string): Pick<RunContext, 'pull'> {
  if (pull === undefined) return {};
  const { number, head } = pull;
  const isFork = head.repo?.full_name.toLowerCase() !== repository.toLowerCase();
  return { pull: { number, head: head.sha, isFork } };
}
