import { parse } from 'yaml';
import { ApiError } from './api.ts';
import { tryGit } from './git.ts';
import type { RepositoryState, Workflow } from './state.ts';

interface WorkflowFile {
  readonly name?: string;
  readonly 'run-name'?: string;
  readonly on?: unknown;
}

interface InputDefinition {
  readonly required?: boolean;
  readonly default?: unknown;
}

/** What GitHub checks of a dispatch before there is a run: the file at the ref, its trigger and its inputs. */
export async function readDispatch(
  repository: RepositoryState,
  workflow: Workflow,
  headSha: string,
  inputs: Readonly<Record<string, unknown>>,
): Promise<{ readonly title: string; readonly inputs: Record<string, string> }> {
  const text = await tryGit(repository.gitDirectory, ['show', `${headSha}:${workflow.path}`]);
  const file = (text === undefined ? {} : parse(text)) as WorkflowFile;
  const trigger = triggerOf(file.on);
  if (trigger === undefined) {
    throw new ApiError(422, "Workflow does not have 'workflow_dispatch' trigger");
  }
  const unexpected = Object.keys(inputs).filter((name) => !Object.hasOwn(trigger, name));
  if (unexpected.length > 0) {
    throw new ApiError(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  }
  const given: Record<string, string> = {};
  for (const [name, definition] of Object.entries(trigger)) {
    const value = inputs[name] ?? definition?.default;
    if (definition?.required === true && (value === undefined || value === '')) {
      throw new ApiError(422, `Required input '${name}' not provided`);
    }
    given[name] = String(value ?? '');
  }
  if (JSON.stringify(given).length > 65_535) throw new ApiError(422, 'inputs are too large.');
  const runName = file['run-name'] ?? workflow.name;
  const title = runName.replaceAll(
    /\$\{\{\s*(?:github\.event\.)?inputs\.([\w-]+)\s*\}\}/g,
    (_, name: string) => given[name] ?? '',
  );
  return { title, inputs: given };
}

/** The inputs that `on.workflow_dispatch` defines; `undefined` without that trigger. */
function triggerOf(on: unknown): Readonly<Record<string, InputDefinition | null>> | undefined {
  if (on === 'workflow_dispatch') return {};
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? {} : undefined;
  if (typeof on !== 'object' || on === null || !('workflow_dispatch' in on)) return undefined;
  const { inputs } = (on.workflow_dispatch ?? {}) as {
    inputs?: Record<string, InputDefinition | null>;
  };
  return inputs ?? {};
}
