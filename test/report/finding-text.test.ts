import { describe, expect, it } from 'vitest';
import type { Finding, ProbeFinding } from '../../src/investigation/event.ts';
import type { Causes } from '../../src/investigation/result.ts';
import { textOfFinding } from '../../src/report/finding-text.ts';

const shown = (finding: Finding) => textOfFinding(finding, (text) => `<${text}>`);

const probe: ProbeFinding = {
  number: 2,
  of: 12,
  removed: [{ table: 'messages', key: { id: 7 } }],
  failures: 0,
  judged: 3,
  errors: 0,
  decision: 'passes',
  durationMs: 900,
};

const row: Causes['rows'][number] = {
  variable: 'model',
  level: 'small-2',
  failures: 1,
  judged: 5,
  rate: 0.2,
  interval: [0.04, 0.62],
  decides: false,
};

describe('a finding on the line of its step', () => {
  it('is a probe: how many records were removed, and what came of it', () => {
    expect(shown({ kind: 'probe', case: 'wrong', probe })).toBe(
      '<wrong>: probe 2 of at most 12, without 1 record: the failure is gone (0 of 3 failed)',
    );
    const fails: ProbeFinding = {
      ...probe,
      removed: [],
      failures: 3,
      errors: 1,
      decision: 'fails',
    };
    expect(shown({ kind: 'probe', case: 'wrong', probe: fails })).toBe(
      '<wrong>: probe 2 of at most 12, on all data: it still fails (3 of 3 failed, 1 without an answer)',
    );
  });

  it('is a level of a variable, whose name is quoted', () => {
    expect(shown({ kind: 'cause', case: 'wrong', row })).toBe(
      '<wrong>: model: <small-2>: 1 of 5 failed',
    );
    expect(shown({ kind: 'cause', case: 'wrong', row: { ...row, judged: 0, failures: 0 } })).toBe(
      '<wrong>: model: <small-2>: no answer to judge',
    );
  });
});
