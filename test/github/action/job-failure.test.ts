import { describe, expect, it } from 'vitest';
import { jobFailure } from '../../../src/github/action/job-failure.ts';
import { overallVerdict } from '../../../src/github/action/overall-verdict.ts';
import { type Verdict, verdictSchema } from '../../../src/investigation/result.ts';
import { exampleReplay, exampleResult } from '../../report/example-result.ts';

const finished = (...verdicts: Verdict[]) => ({
  type: 'finished' as const,
  atMs: 1,
  result: {
    ...exampleResult,
    replays: verdicts.map((verdict, at) => ({ ...exampleReplay, case: `case-${at}`, verdict })),
  },
});

describe('the job', () => {
  it.each(verdictSchema.options)('fails without an expectation only by an error: %s', (verdict) => {
    expect(jobFailure(finished('fixed', verdict), undefined) === undefined).toBe(
      verdict !== 'error',
    );
  });

  it('fails when any case has another verdict than the expected one', () => {
    expect(jobFailure(finished('fixed', 'fixed'), 'fixed')).toBeUndefined();
    expect(jobFailure(finished('fixed', 'reproduced'), 'fixed')).toBe(
      'fixed was expected, but case-1 is reproduced.',
    );
    expect(jobFailure(finished('error'), 'error')).toBeUndefined();
  });

  it('fails without a verdict, and says why on lines without control characters', () => {
    const end = {
      type: 'failed' as const,
      atMs: 1,
      step: 'preview' as const,
      code: 'build-failed' as const,
      message: 'the build \u001b[2J failed',
      nextStep: 'Build.',
    };
    const failure = jobFailure(end, 'fixed');
    expect(failure).toMatch(/^build-failed: the build .*failed\nBuild\.$/);
    expect(failure).not.toContain('\u001b');
  });
});

describe('one verdict for several cases', () => {
  it('is the one that needs somebody most', () => {
    const of = (...verdicts: Verdict[]) => overallVerdict(verdicts.map((verdict) => ({ verdict })));
    expect(of('fixed', 'not-reproduced', 'inconclusive')).toBe('inconclusive');
    expect(of('reproduced', 'regressed', 'not-fixed')).toBe('regressed');
    expect(of('fixed', 'error')).toBe('error');
    expect(of()).toBe('error');
    for (const verdict of verdictSchema.options) expect(of(verdict)).toBe(verdict);
  });
});
