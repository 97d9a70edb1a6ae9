import { expect, it } from 'vitest';
import { readRepositoryFile } from '../../repository/files.ts';
import { parseWorkflow } from './workflow.ts';

const path = '.github/workflows/branch-prod.yml';

it('can run the workflow that users copy', () => {
  const workflow = parseWorkflow(readRepositoryFile(path), path);
  expect(workflow.isSelfHosted).toBe(true);
  expect(workflow.concurrency).toEqual([
    { group: `branch-prod-\${{ inputs.thread }}`, cancelInProgress: true },
  ]);
  expect(workflow.steps.map(({ uses }) => uses.replace(/@.*/, ''))).toEqual([
    'actions/checkout',
    'branch-prod/branch-prod/action',
  ]);
});
