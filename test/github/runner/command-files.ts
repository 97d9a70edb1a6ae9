import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandFiles } from './environment.ts';
import { parseFileCommand, summaryLimit } from './file-commands.ts';
import type { Job } from './job.ts';
import type { StepRecord } from './step-output.ts';

const prefixes: CommandFiles = {
  ENV: 'set_env',
  OUTPUT: 'set_output',
  PATH: 'add_path',
  STATE: 'save_state',
  STEP_SUMMARY: 'step_summary',
};

/** Makes the empty files of a step. */
export async function makeCommandFiles({ folders }: Job): Promise<CommandFiles> {
  const id = randomUUID();
  const entries = Object.entries(prefixes).map(([name, prefix]) => [
    name,
    join(folders.temp, '_runner_file_commands', `${prefix}_${id}`),
  ]);
  for (const [, path] of entries) await writeFile(path as string, '');
  return Object.fromEntries(entries) as CommandFiles;
}

/** Takes what a step left in its files; one that can't be read fails the step, and the others still count. */
export async function readCommandFiles(
  files: CommandFiles,
  job: Job,
  step: StepRecord,
): Promise<void> {
  const take = async (name: keyof CommandFiles, use: (text: string) => void) => {
    try {
      use(await readFile(files[name], 'utf8'));
    } catch (error) {
      // A step may remove its file.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      const command = name.toLowerCase();
      job.log.write(`##[error]Unable to process file command '${command}' successfully.`);
      job.log.write(`##[error]${(error as Error).message}`);
      step.hasFailedCommand = true;
    }
  };
  await take('PATH', (text) => {
    for (const line of text.split('\n').filter(Boolean)) {
      job.path.splice(0, job.path.length, ...job.path.filter((other) => other !== line), line);
    }
  });
  await take('ENV', (text) => {
    for (const [name, value] of parseFileCommand(text)) {
      if (name.toUpperCase() === 'NODE_OPTIONS') {
        job.log.write(`##[error]Can't store ${name} output parameter using '$GITHUB_ENV' command.`);
      } else job.environment[name] = value;
    }
  });
  await take('STEP_SUMMARY', (text) => takeSummary(text, job));
  await take('STATE', (text) =>
    Object.assign(step.state, Object.fromEntries(parseFileCommand(text))),
  );
  await take('OUTPUT', (text) =>
    Object.assign(step.outputs, Object.fromEntries(parseFileCommand(text))),
  );
}

function takeSummary(text: string, job: Job): void {
  const size = Buffer.byteLength(text);
  if (size > summaryLimit) {
    const limits = `Supported size is ${summaryLimit / 1024}k, got ${Math.floor(size / 1024)}k.`;
    job.log.write(`##[error]$GITHUB_STEP_SUMMARY upload aborted, too large. ${limits}`);
  } else if (size > 0) {
    const lines = text.split('\n').map((line) => job.masks.apply(line));
    job.summaries.push(lines.join('\n'));
  }
}
