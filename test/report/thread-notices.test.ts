import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';
import { readIssueCase } from '../../src/github/text/issue-case.ts';
import { formatComment } from '../../src/github/thread-state.ts';
import { renderMarkdown } from '../../src/report/markdown/result-document.ts';
import {
  renderLost,
  renderNotThere,
  renderQueued,
  renderRefusal,
  renderSetUp,
  renderTakenDown,
  renderUnreadableCase,
} from '../../src/report/thread-notices.ts';
import { exampleResult } from './example-result.ts';
import { resultWith } from './hostile-text.ts';
import { attackOnOneLine, obeyed, outsideCode } from './outside-code.ts';

const runUrl = 'https://github.com/example/mail-assistant/actions/runs/42';
const linked = `[The run and its log](<${runUrl}>)`;

describe('a queued investigation', () => {
  it('says that it waits, and links its run as soon as there is one', () => {
    expect(renderQueued()).toBe(
      '## Investigation queued\n\nIt begins as soon as a runner is free; from then on this comment shows each step.\n',
    );
    expect(renderQueued({ runUrl })).toContain(linked);
    expect(renderQueued({ replaced: 1 })).toContain('takes the place of an older request of');
    expect(renderQueued({ replaced: 2 })).toContain('takes the place of 2 older requests of');
  });
});

describe('a lost run', () => {
  it.each([
    ['cancelled', 'the run was cancelled', 'newer request'],
    ['timed_out', 'the run took too long', 'timeout-minutes'],
    ['startup_failure', 'the run could not start', 'branch-prod.yml'],
    ['stale', 'the runner was lost', 'heard nothing'],
    ['failure', 'the run ended without a report', 'log'],
    ['toString', 'the run ended without a report', 'log'],
    [attackOnOneLine, 'the run ended without a report', 'log'],
  ])('that was %j says what happened and how to try again', (conclusion, headline, reason) => {
    const body = renderLost({ conclusion, runUrl });
    expect(body.startsWith(`## No verdict — ${headline}.\n`)).toBe(true);
    expect(body).toContain(reason);
    expect(body).toContain('expires by itself');
    expect(body).toContain('Comment `/branch-prod` to start again.');
    expect(body).toContain(linked);
    expect(outsideCode(body)).not.toMatch(obeyed);
  });

  it.each(['javascript:alert(1)', '@octocat', `https://evil.example/${'a'.repeat(3000)}`])(
    'has no link to %j',
    (url) => {
      const body = renderLost({ conclusion: 'cancelled', runUrl: url });
      expect(body).not.toContain('](');
      expect(body).not.toContain(url);
    },
  );

  it('has a link that nothing breaks out of', () => {
    const url = 'https://user:pw@github.com/x)>&copy;<!-- \\> @octocat';
    expect(renderQueued({ runUrl: url })).toContain(
      '[The run and its log](<https://github.com/x)%3E&amp;copy;%3C!--%20/%3E%20@octocat>)',
    );
  });
});

describe('what was taken down', () => {
  const report = renderMarkdown(exampleResult, { publicRepository: false, previewUp: true });

  it.each([
    ['closed', 'this thread was closed'],
    ['unlabelled', 'the label was removed'],
    ['destroyed', '`/branch-prod destroy` asked for it'],
    ['branch-deleted', 'the branch of this pull request was deleted'],
  ] as const)('because it was %s says so above the report', (reason, why) => {
    const body = renderTakenDown(report, reason);
    const [line, blank, ...rest] = body.split('\n');
    expect(line).toBe(
      `**Taken down**: ${why}. What still ran was ended; branch and preview are gone, and links to the preview below lead nowhere.`,
    );
    expect(blank).toBe('');
    expect(rest.join('\n')).toBe(report);
  });

  it('says it once, with the newest reason', () => {
    const once = renderTakenDown(report, 'closed');
    expect(renderTakenDown(once, 'closed')).toBe(once);
    expect(renderTakenDown(once, 'destroyed')).toBe(renderTakenDown(report, 'destroyed'));
    const line = renderTakenDown('', 'closed').trimEnd();
    expect(renderTakenDown(line, 'closed').trimEnd()).toBe(line);
  });

  it('fits into a comment with the state above it, however long the report', () => {
    const long = renderMarkdown(resultWith('x'.repeat(200_000)), {
      publicRepository: false,
      previewUp: true,
    });
    const id = '0123456789abcdef';
    const comment = formatComment(
      {
        order: id,
        orderedAt: '2026-03-14T09:26:53.123Z',
        phase: 'finished',
        run: Number.MAX_SAFE_INTEGER,
        reactTo: Number.MAX_SAFE_INTEGER,
        handled: Array.from({ length: 60 }, () => id),
      },
      renderTakenDown(long, 'branch-deleted'),
    );
    expect(long.length).toBeGreaterThan(62_000);
    expect(comment.length).toBeLessThan(65_536);
  });
});

describe('the set-up', () => {
  it('shows a config that is valid as it stands', () => {
    const [, config] = /```yaml\n([^`]*)```/.exec(renderSetUp()) ?? [];
    const { config: parsed } = parseConfig(config ?? '', {
      file: '.github/branch-prod.yml',
      environment: {
        PRODUCTION_REPLICA_URL: 'postgres://replica.example/app',
        BRANCH_PROD_MASK_KEY: 'k'.repeat(64),
      },
    });
    expect(parsed.sanitize.columns.map(({ name }) => name)).toContain('people.email');
    expect(parsed.replay.answer).toBe('$.answer');
  });

  it('names the config, the workflow and every secret that the config reads, in this order', () => {
    const body = renderSetUp();
    const steps = body.split('\n').filter((line) => /^\d\. /.test(line));
    expect(steps.map((step) => step.slice(0, 8))).toEqual(['1. **The', '2. **The', '3. **The']);
    expect(steps[0]).toContain('`.github/branch-prod.yml`');
    expect(steps[1]).toContain('`.github/workflows/branch-prod.yml`');
    for (const [, name] of body.matchAll(/"\$\{([A-Z_]+)\}"/g)) expect(steps[2]).toContain(name);
  });
});

describe('other answers', () => {
  it('refuse without detail', () => {
    expect(renderRefusal()).toMatch(/^Only people with enough rights[^\n]*\n$/);
  });

  it('say what a case is missing, and show a block that can be read', () => {
    const body = renderUnreadableCase(['Say what was asked.', 'Say what is right.']);
    expect(body).toContain('- Say what was asked.\n- Say what is right.\n');
    const [, block] = /````yaml\n([\s\S]*)\n````/.exec(body) ?? [];
    const repository = { owner: 'example', repo: 'mail-assistant' };
    expect(readIssueCase({ number: 12, body: block ?? '', repository })).toMatchObject({
      kind: 'case',
      case: { name: 'issue-12', question: 'Does the warranty cover water damage?' },
    });
  });

  it('say of a command that it is not there yet, and obey nothing of it', () => {
    expect(renderNotThere('extend 4h', 'the host')).toContain(
      '`/branch-prod extend 4h` is not there yet: it comes with the host.',
    );
    expect(outsideCode(renderNotThere(attackOnOneLine, 'the host'))).not.toMatch(obeyed);
  });
});
