import type { Job } from './job.ts';
import { parseWorkflowCommand, type WorkflowCommand } from './workflow-command.ts';

/** What a step has said while it ran. */
export interface StepRecord {
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
  /** Whether it said something that the runner refuses, which fails the step. */
  hasFailedCommand: boolean;
}

/** Takes the lines that a step's process writes: commands are followed, everything else goes to the log. */
export function createStepOutput(job: Job, step: StepRecord): (line: string) => void {
  let resume: string | undefined;
  return (line) => {
    const command = parseWorkflowCommand(line, resume);
    if (resume !== undefined) {
      if (command?.name === resume.toLowerCase()) resume = undefined;
      job.log.write(line);
    } else if (command?.name === 'stop-commands') {
      resume = command.data;
      job.masks.add(resume);
      job.log.write(line);
    } else if (command === undefined) job.log.write(line);
    else follow(command, job, step);
  };
}

function follow(command: WorkflowCommand, job: Job, step: StepRecord): void {
  const { name, properties, data } = command;
  switch (name) {
    case 'add-mask':
      if (data.trim() === '')
        warn(job, "Can't add secret mask for empty string in ##[add-mask] command.");
      else job.masks.add(data);
      return;
    case 'debug':
    case 'echo':
      // Shown only by a job with step debug logging.
      return;
    case 'error':
    case 'warning':
    case 'notice':
      job.annotations.push({ level: name, message: job.masks.apply(data), properties });
      job.log.write(`##[${name}]${data}`);
      return;
    case 'group':
    case 'endgroup':
      job.log.write(`##[${name}]${data}`);
      return;
    case 'set-output':
      step.outputs[properties.name ?? ''] = data;
      return;
    case 'save-state':
      step.state[properties.name ?? ''] = data;
      return;
    case 'set-env':
    case 'add-path':
      job.log.write(`##[error]Unable to process command '${name}' successfully.`);
      job.log.write(`##[error]The \`${name}\` command is disabled.`);
      step.hasFailedCommand = true;
      return;
    default:
      throw new Error(`this runner doesn't know what ::${name}:: does`);
  }
}

function warn(job: Job, message: string): void {
  job.log.write(`##[warning]${message}`);
}
