/** A run that wants to be in a group. */
export interface Member {
  /** Ends the run, because a newer one takes its place. */
  cancel(): void;
}

/** The concurrency groups of a repository: at most one run of a group runs, at most one waits. */
export interface ConcurrencyGroups {
  /**
   * Resolves when the run may start. The newest of a group replaces one that waits, and with `cancelInProgress` cancels
   * the one that runs; it still waits for that one's end. Names are compared without regard to case.
   */
  enter(group: string, cancelInProgress: boolean, member: Member): Promise<void>;
  /** The run has ended, or waits no longer. */
  leave(member: Member): void;
}

interface Group {
  running?: Member | undefined;
  waiting?: { readonly member: Member; readonly start: () => void } | undefined;
}

/** GitHub's rules: https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency */
export function createConcurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Group>();
  return {
    async enter(name, cancelInProgress, member) {
      const key = name.toLowerCase();
      const group = groups.get(key) ?? {};
      groups.set(key, group);
      if (group.running === undefined) {
        group.running = member;
        return;
      }
      const replaced = group.waiting?.member;
      const started = new Promise<void>((start) => {
        group.waiting = { member, start };
      });
      replaced?.cancel();
      if (cancelInProgress) group.running.cancel();
      await started;
    },
    leave(member) {
      for (const group of groups.values()) {
        if (group.waiting?.member === member) group.waiting = undefined;
        if (group.running !== member) continue;
        group.running = group.waiting?.member;
        group.waiting?.start();
        group.waiting = undefined;
      }
    },
  };
}
