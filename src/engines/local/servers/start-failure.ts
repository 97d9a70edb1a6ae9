import { BranchProdError } from '../../../errors.ts';

/** `engine-failed`: a server did not come up. */
export class StartFailure extends BranchProdError {
  /** What it said last, such as `FATAL: could not …`: of files and settings, never of values. */
  readonly reason: string;

  constructor(reason: string, cause: unknown) {
    super('engine-failed', `PostgreSQL did not start on a data directory: ${reason}`, {
      nextStep:
        'Mend what it says, and check that this machine has what the source has: version, extensions, locales.',
      cause,
    });
    this.reason = reason;
  }
}
