import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeFolder } from '../../../src/remove-folder.ts';
import type { GitHubStandIn } from '../../github/stand-in/github.ts';

const server = fileURLToPath(new URL('../../../src/server.ts', import.meta.url));
/** By which webhooks to the App are signed. */
export const webhookSecret = 'the webhook secret of this test';

/** The App, as `npm start` runs it, in a process of its own; GitHub sends its webhooks there. */
export interface RunningApp {
  /** Everything that it logged. */
  log(): string;
  /** Whether no task waits and none is at work. */
  isIdle(): Promise<boolean>;
  /** SIGTERM, as a deployment sends it; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: nothing is finished. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with what it has kept. */
  start(): Promise<void>;
  /** Loses all that it has kept, as a machine that is made anew does; to be called while it does not run. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** @param options.program instead of `src/server.ts` */
export async function startApp(
  github: GitHubStandIn,
  { program = server }: { program?: string } = {},
): Promise<RunningApp> {
  const state = await mkdtemp(join(tmpdir(), 'branch-prod-app-'));
  let port = 0;
  let child: ChildProcess | undefined;
  let log = '';

  async function start(): Promise<void> {
    const { host } = new URL(github.url);
    const running = spawn(process.execPath, [program], {
      cwd: state,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        APP_ID: String(github.app.id),
        PRIVATE_KEY: github.app.privateKey,
        WEBHOOK_SECRET: webhookSecret,
        HOST: '127.0.0.1',
        PORT: String(port),
        BRANCH_PROD_STATE: state,
        GHE_HOST: host,
        GHE_PROTOCOL: 'http',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = running;
    port = await new Promise<number>((resolve, reject) => {
      const collect = (text: string) => {
        log += text;
        const match = /"port":(\d+)/.exec(log.slice(log.lastIndexOf('takes webhooks') - 200));
        if (match !== null && log.includes('takes webhooks')) resolve(Number(match[1]));
      };
      running.stdout.setEncoding('utf8').on('data', collect);
      running.stderr.setEncoding('utf8').on('data', collect);
      running.once('exit', (code) => reject(new Error(`the App ended with ${code}:\n${log}`)));
    });
    github.sendTo(`http://127.0.0.1:${port}/api/github/webhooks`, webhookSecret);
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return running?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
    running.kill(signal);
    return ended;
  }

  await start();
  return {
    log: () => log,
    async isIdle() {
      const response = await fetch(`http://127.0.0.1:${port}/health`);
      const { queued, running } = (await response.json()) as { queued: number; running: number };
      return queued === 0 && running === 0;
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    start,
    async forget() {
      await rm(state, { recursive: true });
      await mkdir(state);
    },
    async close() {
      await end('SIGKILL');
      await removeFolder(state);
    },
  };
}
