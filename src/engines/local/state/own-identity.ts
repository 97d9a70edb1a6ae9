import { BranchProdError } from '../../../errors.ts';
import { identifyProcess, type ProcessIdentity } from '../../../process-identity.ts';

/** The identity of this program. Throws `engine-failed` where a process has none. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const identity = await identifyProcess(process.pid);
  if (identity === undefined) {
    throw new BranchProdError('engine-failed', 'This process has no start time to know it by', {
      nextStep: 'Use Linux with /proc, or macOS with ps.',
    });
  }
  return identity;
}
