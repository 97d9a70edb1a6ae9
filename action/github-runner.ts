import * as core from '@actions/core';
import type { Runner } from '../src/github/action/runner.ts';

/** The runner that executes this Action. */
export function githubRunner(): Runner {
  return {
    environment: process.env,
    output: process.stdout,
    getInput: core.getInput,
    setSecret: core.setSecret,
    setOutput: core.setOutput,
    setFailed: core.setFailed,
    warning: core.warning,
    saveState: core.saveState,
    getState: core.getState,
    async writeSummary(markdown) {
      await core.summary.addRaw(markdown).write();
    },
    async uploadArtifact(name, files, folder) {
      // Large, and of no use to the `post` step.
      const { DefaultArtifactClient } = await import('@actions/artifact');
      await new DefaultArtifactClient().uploadArtifact(name, [...files], folder);
    },
  };
}
