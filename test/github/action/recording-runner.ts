import { PassThrough } from 'node:stream';
import type { Runner } from '../../../src/github/action/runner.ts';

/** A runner that writes down what it is told. */
export interface RecordingRunner extends Runner {
  /** All calls but those that read, in their order: the function's name, then its arguments. */
  readonly calls: readonly (readonly unknown[])[];
  /** The arguments of the calls of one function. */
  called(name: keyof Runner): readonly (readonly unknown[])[];
  /** What was written to standard output. */
  printed(): string;
}

/** @param given.state what the main step has kept, as the `post` step gets it. */
export function recordingRunner(
  given: {
    inputs?: Record<string, string>;
    environment?: Record<string, string>;
    state?: Record<string, string>;
  } = {},
): RecordingRunner {
  const calls: unknown[][] = [];
  const state = { ...given.state };
  const output = new PassThrough();
  const record =
    (name: keyof Runner) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
    };
  const recordLater =
    (name: keyof Runner) =>
    async (...args: unknown[]) =>
      record(name)(...args);
  return {
    calls,
    called: (name) => calls.filter(([called]) => called === name).map(([, ...args]) => args),
    printed: () => String(output.read() ?? ''),
    environment: given.environment ?? {},
    output,
    getInput: (name) => given.inputs?.[name] ?? '',
    setSecret: record('setSecret'),
    setOutput: record('setOutput'),
    setFailed: record('setFailed'),
    warning: record('warning'),
    saveState(name, value) {
      state[name] = value;
      record('saveState')(name, value);
    },
    getState: (name) => state[name] ?? '',
    writeSummary: recordLater('writeSummary'),
    uploadArtifact: recordLater('uploadArtifact'),
  };
}
