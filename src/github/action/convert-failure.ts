import { BranchProdError } from '../../errors.ts';

/** An error of the client as ours, without what GitHub answered; any other error as it is. */
export function convertFailure(error: unknown): unknown {
  if (!(error instanceof Error && error.name === 'HttpError' && 'status' in error)) return error;
  const status = Number(error.status);
  const isRight = status === 401 || status === 403 || status === 404;
  return new BranchProdError('github-failed', `GitHub answered ${status}.`, {
    nextStep: isRight
      ? 'Give the job the permissions that .github/workflows/branch-prod.yml lists.'
      : 'Start it again when GitHub answers.',
    cause: error,
  });
}
