import type { BranchEnd } from '../../engines/engine.ts';
import type { InvestigationEnd, InvestigationEvent } from '../../investigation/event.ts';
import { renderPreviewEnd } from '../../report/preview-end.ts';
import { reportTo } from '../../report/reporter.ts';
import { terminalReporter } from '../../report/terminal.ts';
import { threadReporter } from '../../report/thread.ts';
import type { GitHubClient } from '../client.ts';
import { react } from '../reactions.ts';
import type { ActionRequest } from './action-request.ts';
import { attempt, safeMessage } from './attempt.ts';
import { deploymentReporter } from './deployment-reporter.ts';
import { openJobLog } from './job-log.ts';
import type { KeptState } from './kept-state.ts';
import { openReportComment } from './report-comment.ts';
import type { RunContext } from './run-context.ts';
import type { Runner } from './runner.ts';
import { summaryReporter } from './summary-reporter.ts';

/** All that a run of the Action tells people. Nothing of it throws: what can't be told is a warning in the log. */
export interface ActionReporting {
  /** Any event but the last. */
  on(event: InvestigationEvent): void;
  /** Log, summary and comment get the end; when they have it the deployment, and what asked its reaction. */
  conclude(end: InvestigationEnd): Promise<void>;
  /** Says that branch and preview are gone, after an investigation that has finished; and why, if not everybody knows. */
  takenDown(end: BranchEnd | undefined): Promise<void>;
}

interface Settings {
  readonly client: GitHubClient;
  readonly context: RunContext;
  readonly request: ActionRequest;
  readonly publicRepository: boolean;
  /** Whether the preview stays up after the report. */
  readonly hold: boolean;
  /** The full id of the previewed commit; asked for after the step `config`. */
  readonly commit: () => string;
  readonly keep: (change: Partial<KeptState>) => void;
  /** Called at most once; a newer order has the thread now. */
  readonly onSuperseded: () => void;
}

/** Opens log and summary, and, where there is a thread, its comment and a deployment. */
export async function openActionReporting(
  runner: Runner,
  settings: Settings,
): Promise<ActionReporting> {
  const { client, request, context, publicRepository, hold, keep } = settings;
  const { run, runUrl } = context;
  const number = request.thread;
  const thread = number === undefined ? undefined : { ...context.repository, number };
  let isSuperseded = false;
  const onSuperseded = () => {
    isSuperseded = true;
    settings.onSuperseded();
  };
  const comment = thread
    ? await attempt(runner, 'The comment', () =>
        openReportComment(client, thread, request, { run, onSuperseded }),
      )
    : undefined;
  if (comment !== undefined) keep({ comment: comment.id });
  const deployment = thread
    ? deploymentReporter(
        { client, thread, order: request.id, run, runUrl },
        { commit: settings.commit, onCreated: (id) => keep({ deployment: id }) },
      )
    : undefined;

  const log = openJobLog(runner.output);
  const onReporterError = (error: unknown) => runner.warning(`A report: ${safeMessage(error)}`);
  const reporting = reportTo(
    [
      terminalReporter(log, { environment: { ...runner.environment } }),
      summaryReporter(runner, { publicRepository, previewUp: hold }),
      ...(comment ? [threadReporter({ publish: comment.publish, publicRepository, hold })] : []),
    ],
    onReporterError,
  );
  // Apart: when the deployment has its end, the App looks for the rest.
  const deploying = reportTo(deployment ? [deployment] : [], onReporterError);

  return {
    on(event) {
      reporting.on(event);
      deploying.on(event);
    },
    async conclude(end) {
      reporting.on(end);
      await reporting.close();
      deploying.on(end);
      await deploying.close();
      if (thread === undefined || isSuperseded) return;
      const content = end.type === 'finished' ? 'rocket' : 'confused';
      await attempt(runner, 'The reaction', () => react(client, thread, request.reactTo, content));
    },
    async takenDown(end) {
      if (deployment) await attempt(runner, 'The deployment', () => deployment.end());
      const reason = renderPreviewEnd(end);
      if (reason !== undefined) runner.warning(reason);
      if (hold && comment) await attempt(runner, 'The comment', () => comment.addEnd(reason));
    },
  };
}

/** Whether it was ended from outside, so that there is nothing to conclude from it. */
export function isInterrupted(end: InvestigationEnd): boolean {
  return end.type === 'failed' && end.code === 'interrupted';
}
