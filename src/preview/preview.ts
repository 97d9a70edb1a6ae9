import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { atTime } from '../at-time.ts';
import type { Secret } from '../config/secret.ts';
import { BranchProdError } from '../errors.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { finishBuild } from './build.ts';
import { addCheckout } from './checkout.ts';
import { applicationEnvironment, buildEnvironment, type Environment } from './environment.ts';
import { freePort } from './free-port.ts';
import { startGateway } from './gateway.ts';
import { createOutput, lastLines, type Output } from './output.ts';
import {
  describePreview,
  makePreviewFolders,
  previewPaths,
  removePreviewFolders,
} from './preview-folder.ts';
import { type Exit, type ProcessGroup, startProcessGroup } from './process-group.ts';
import { withProgress } from './progress.ts';
import { waitUntilReady } from './readiness.ts';

/** The application's own code at one commit, running on a branch. */
export interface Preview extends AsyncDisposable {
  /** For people: leads through the gateway, and carries the token, so that it is a secret like a password. */
  readonly url: string;
  /** For replays: base URL of the application itself on 127.0.0.1, without a gateway. */
  readonly applicationUrl: string;
  /** From the call of {@link startPreview}, checkout and build included, in whole milliseconds. */
  readonly readyMs: number;
  /** From then on the application is gone and the gateway answers 410. */
  readonly expiresAt: Date;
  /** The last 200 lines that the application printed, without secrets. */
  output(): string[];
  /** How the application ended; `undefined` while it runs. */
  exited(): Exit | undefined;
  /** Ends the whole process group, closes the gateway, removes the checkout. Can be called again. */
  stop(): Promise<void>;
}

/** What a preview is made of. */
export interface PreviewOptions {
  /** Names the preview in its public URL. */
  id: string;
  /** Path of the git repository. */
  repository: string;
  /** Full id of the commit, as from resolveCommit. */
  commit: string;
  /** A path that is empty or doesn't exist; the preview keeps everything in it. */
  directory: string;
  /** The config's section `preview`. */
  settings: {
    build?: string | undefined;
    start: string;
    /** HTTP path, with its first slash. */
    ready: string;
    env: Readonly<Record<string, Secret>>;
    /** Milliseconds. */
    ttl: number;
    /** With `{id}`, which becomes the preview's id; without one people reach the gateway on 127.0.0.1 only. */
    publicUrl?: string | undefined;
  };
  /** What no log may show, besides the values of `settings.env`. */
  secrets?: readonly Secret[];
  /** The branch: a PostgreSQL URL with host, user, password and database. */
  database: { url: Secret };
  /** Default 60 s, in milliseconds. */
  readyTimeoutMs?: number;
  /** Default 10 min, in milliseconds. */
  buildTimeoutMs?: number;
  /** Ends the start; a preview that has started is ended with `stop`. */
  signal: AbortSignal;
  onProgress: (message: string) => void;
}

/**
 * Checks out a commit, builds it, starts it on a branch, waits until it is ready, and puts a gateway in front.
 *
 * Throws `checkout-failed`, `build-failed`, `preview-not-ready` or, when the signal was aborted, `interrupted`;
 * no process, checkout or open port is left then. If this program dies, the preview's processes end with it, and
 * endOrphanedPreview removes the rest.
 */
export async function startPreview(given: PreviewOptions): Promise<Preview> {
  // The description is read by another program, in another working directory.
  const repository = resolve(given.repository);
  const directory = resolve(given.directory);
  const options = { ...given, repository, directory };
  const { signal } = options;
  const started = performance.now();
  const undo: (() => Promise<void>)[] = [() => removePreviewFolders(directory, repository)];
  try {
    signal.throwIfAborted();
    const { application, output, port } = await startApplication(options, undo);
    const readyMs = Math.round(performance.now() - started);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + options.settings.ttl);
    const publicUrl = options.settings.publicUrl?.replaceAll(
      '{id}',
      encodeURIComponent(options.id),
    );
    const secure = publicUrl?.startsWith('https:') ?? false;
    const gateway = await startGateway({ port, token, expiresAt, secure });
    const end = once(() => undoAll(undo));
    // The gateway stays, to say what happened.
    const cancelExpiry = atTime(expiresAt, () => end().catch(() => {}));
    const stop = once(async () => {
      cancelExpiry();
      await gateway.close();
      await end();
    });
    return {
      url: withToken(publicUrl ?? gateway.url, token),
      applicationUrl: `http://127.0.0.1:${port}`,
      readyMs,
      expiresAt,
      output: output.lines,
      exited: application.exited,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    // What happened first is what people have to know; what can't be removed now, the next command removes.
    await undoAll(undo).catch(() => {});
    if (!signal.aborted) throw error;
    throw new BranchProdError('interrupted', 'the start of the preview was interrupted', {
      nextStep: 'Start the investigation again.',
      cause: error,
    });
  }
}

async function startApplication(
  options: PreviewOptions,
  undo: (() => Promise<void>)[],
): Promise<{ application: ProcessGroup; output: Output; port: number }> {
  const { repository, commit, directory, settings, signal, onProgress } = options;
  const { checkout, home, temporary } = previewPaths(directory);
  const record = (supervisor: ProcessIdentity) =>
    describePreview(directory, { repository, supervisor });
  async function run(command: string, { variables, secrets }: Environment) {
    const output = createOutput(secrets);
    const group = await startProcessGroup({ command, folder: checkout, variables, output, record });
    undo.push(group.end);
    return { group, output };
  }

  await makePreviewFolders(directory);
  await describePreview(directory, { repository });
  await withProgress(`checking out ${commit.slice(0, 12)}`, onProgress, () =>
    addCheckout({ repository, commit, checkout, signal, record }),
  );

  const { secrets = [] } = options;
  const known = { parent: process.env, home, temporary, settings: settings.env, secrets };
  if (settings.build !== undefined) {
    const { group, output } = await run(settings.build, buildEnvironment(known));
    const timeoutMs = options.buildTimeoutMs ?? 600_000;
    await withProgress('building', onProgress, () =>
      finishBuild(group, { output, timeoutMs, signal }),
    );
  }

  const port = await freePort();
  const environment = applicationEnvironment({ ...known, database: options.database.url, port });
  const { group, output } = await run(settings.start, environment);
  const timeoutMs = options.readyTimeoutMs ?? 60_000;
  const url = `http://127.0.0.1:${port}${settings.ready}`;
  const outcome = await withProgress(`waiting for ${settings.ready}`, onProgress, () =>
    waitUntilReady({ url, application: group, timeoutMs, signal }),
  );
  if (outcome !== 'ready') {
    const exit = group.exited();
    await group.end();
    throw notReady(settings.ready, timeoutMs, exit, output);
  }
  return { application: group, output, port };
}

function notReady(ready: string, timeoutMs: number, exit: Exit | undefined, output: Output) {
  const reason = exit
    ? `the application ended with code ${exit.code} before it answered GET ${ready}`
    : `the application did not answer GET ${ready} with success within ${timeoutMs / 1_000} s`;
  const nextStep = exit
    ? 'Make preview.start run the application in the foreground, with the variables of preview.env.'
    : 'Make the application listen on 127.0.0.1 at $PORT, and preview.ready a path that it answers.';
  return new BranchProdError('preview-not-ready', `${reason}${lastLines(output)}`, { nextStep });
}

/** The latest first; all of them, even if one rejects. */
async function undoAll(undo: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const step of undo.toReversed()) await step().catch((error) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** Every call gets the promise of the first. */
function once(work: () => Promise<void>): () => Promise<void> {
  let promise: Promise<void> | undefined;
  return () => {
    promise ??= work();
    return promise;
  };
}

function withToken(base: string, token: string): string {
  const url = new URL(base);
  url.searchParams.set('token', token);
  return url.href;
}
