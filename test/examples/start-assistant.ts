import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../examples/mail-assistant', import.meta.url));

export interface Assistant {
  url: string;
  /** What it printed, both streams. */
  output(): string;
  /** Asks it to end, and gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the example as its users do; fails with what it printed if it ends before it listens. */
export async function startAssistant(environment: Record<string, string>): Promise<Assistant> {
  const child = spawn(process.execPath, ['server.js'], { cwd: folder, env: environment });
  const lines: string[] = [];
  const ended = once(child, 'close');
  const listening = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        const [, url] = line.match(/^Listening on (\S+)$/) ?? [];
        if (url) resolve(url);
      });
    }
  });
  const output = () => lines.join('\n');
  const url = await Promise.race([
    listening,
    ended.then(() => Promise.reject(new Error(output()))),
  ]);
  return {
    url,
    output,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}
