import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';

/**
 * A reporter that lists every skipped test with its reason at the end, and fails the run over them where all must run:
 * with BRANCH_PROD_TEST_ALL=1.
 */
export default class ReportSkipped implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const isWholeFile = this.#vitest?.config.testNamePattern === undefined;
    const skipped = modules
      .flatMap((module) => [...module.children.allTests('skipped')])
      // Vitest also calls those skipped that nobody asked for by `--testNamePattern`.
      .filter((test) => isWholeFile || givenReason(test) !== undefined);
    if (skipped.length === 0) return;
    const mustRun = process.env.BRANCH_PROD_TEST_ALL === '1';
    const groups = Object.entries(Object.groupBy(skipped, reasonOf));
    const lines = groups.flatMap(([reason, tests = []]) => [reason, ...tests.map(nameOf)]);
    const end = mustRun ? ['BRANCH_PROD_TEST_ALL=1: none may be, so this run has failed.'] : [];
    process.stderr.write(`\n${[`Skipped: ${skipped.length}`, ...lines, ...end].join('\n')}\n`);
    if (mustRun) process.exitCode = 1;
  }
}

function reasonOf(test: TestCase): string {
  return givenReason(test) ?? 'for no reason that is given';
}

function givenReason(test: TestCase): string | undefined {
  const result = test.result();
  return (result.state === 'skipped' ? result.note : undefined) ?? declaredReason(test);
}

/** Of the test itself or of the group that it is in. */
function declaredReason(task: TestCase | TestSuite | TestModule): string | undefined {
  return (
    task.meta().skipReason ?? (task.type === 'module' ? undefined : declaredReason(task.parent))
  );
}

function nameOf(test: TestCase): string {
  return `  ${test.module.relativeModuleId} > ${test.fullName}`;
}
