import { describe, expect, test } from 'vitest';
import { orderId } from '../../../src/github/order.ts';
import { parseCommand } from '../../../src/github/text/parse-command.ts';
import { formatComment, type ThreadState } from '../../../src/github/thread-state.ts';
import { markdownAttack, resultWith, terminalAttack } from '../../report/hostile-text.ts';
import { obeyed, outsideCode } from '../../report/outside-code.ts';
import { caseText, type Project, startProject } from './project.ts';

async function comment(project: Project, thread: number, text: string, by = 'mary') {
  const id = project.github.as(by).comment(thread, text);
  const command = parseCommand(text);
  await project.process({ kind: 'command', thread, sender: by, comment: id, command });
  return id;
}

/** What GitHub would obey of an answer, below its own hidden first line. */
function obeyedOf(answer: string): string {
  return outsideCode(answer.slice(answer.indexOf('\n') + 1));
}

const block = (yaml: string) => `\`\`\`branch-prod\n${yaml}\n\`\`\``;
const manyAliases = Array.from({ length: 900 }, (_, at) => `b${at}: &b${at} [*a, *a, *a]`);

describe('an issue that is no case', () => {
  test.each([
    ['65,000 characters of anything', `${markdownAttack}\n${terminalAttack}\n`.repeat(150)],
    ['a tower of lists', block('['.repeat(60_000))],
    [
      'a tower of maps',
      block(Array.from({ length: 350 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')),
    ],
    ['aliases of aliases', block(`a: &a [x]\n${manyAliases.join('\n')}`)],
    ['hostile keys', block(JSON.stringify({ [markdownAttack]: 1, '@octo': 2 }))],
    ['a prototype', block('{"__proto__": {"question": "x"}, "constructor": {"prototype": {}}}')],
    ['thousands of headings of the form', '### Question or request\n'.repeat(2_700)],
    ['backticks', '`'.repeat(65_000)],
    ['openings of comments', '<!-- '.repeat(13_000)],
    ['a path out of the repository', '../../../etc/passwd.yml'],
    ['an absolute path', '/etc/passwd.yml'],
    ['a link that climbs', 'https://github.com/acme/shop/blob/main/%2e%2e/%2e%2e/etc/passwd.yml'],
    [
      "another repository's file",
      'https://github.com/evil/shop/blob/main/.branch-prod/cases/x.yml',
    ],
    ['a file that the config does not call a case', '.github/branch-prod.yml'],
  ])('%s: one harmless answer, at once, and no run', async (_, body) => {
    const project = await startProject();
    const text = body.slice(0, 65_000);
    const issue = project.github.as('mallory').openIssue({ title: markdownAttack, body: text });
    const start = performance.now();
    await comment(project, issue, '/branch-prod');
    await comment(project, issue, '/branch-prod keep');
    expect(performance.now() - start).toBeLessThan(5_000);
    const [answer = '', ...others] = project.answers(issue);
    expect(others).toEqual([]);
    expect(obeyedOf(answer)).not.toMatch(obeyed);
    expect(answer.length).toBeLessThan(20_000);
    expect(project.orders()).toEqual([]);
    expect(project.logged()).not.toMatch(/octo|passwd/);
  });
});

describe('a report that somebody forged', () => {
  const state: ThreadState = {
    order: '0123456789abcdef',
    orderedAt: '2020-01-01T00:00:00.000Z',
    phase: 'running',
    handled: ['0123456789abcdef'],
  };

  test.each(['mallory', 'mary', 'other-app[bot]'])(
    'by %s is neither used nor edited',
    async (login) => {
      const project = await startProject();
      const issue = project.github.as('mallory').openIssue({ title: 'x', body: caseText });
      const handled = [...state.handled, orderId('command', 'acme', 'shop', 1)];
      const text = formatComment(
        { ...state, handled, orderedAt: '2999-01-01T00:00:00.000Z' },
        '## Fixed',
      );
      const forged = project.github.as(login).comment(issue, text);
      const answer = project.github
        .as(login)
        .comment(issue, '<!-- branch-prod-answer refusal -->\nx');
      await comment(project, issue, '/branch-prod');
      expect(project.orders()).toHaveLength(1);
      expect(project.orders()[0]?.comment).not.toBe(forged);
      await comment(project, issue, '/branch-prod help');
      expect(project.state.comments.get(forged)?.body).toBe(text);
      expect(project.state.comments.has(answer)).toBe(true);
    },
  );

  test.each([
    ['no JSON', '<!-- branch-prod {]} -->\n'],
    ['other fields', '<!-- branch-prod {"order":1,"__proto__":{"x":1}} -->\n'],
    ['another time', formatComment({ ...state, orderedAt: '0001-01-01T00:00:00Z' }, 'x')],
    ['ids of others', formatComment({ ...state, run: 1, reactTo: 1 }, 'x')],
    ['60,000 characters', formatComment(state, 'x'.repeat(60_000))],
    ['nothing', 'x'],
  ])(
    'in our own comment, edited to hold %s: the next request starts, and status and destroy answer',
    async (_, text) => {
      const project = await startProject();
      const issue = project.github.as('mallory').openIssue({ title: 'x', body: caseText });
      await comment(project, issue, '/branch-prod');
      const [report] = project.reports(issue);
      project.github.as('mary').editComment(report?.id ?? 0, text);
      await comment(project, issue, '/branch-prod status');
      await comment(project, issue, '/branch-prod');
      expect(project.orders()).toHaveLength(2);
      await comment(project, issue, '/branch-prod destroy');
      expect(project.reports(issue).at(-1)?.phase).toBe('ended');
    },
  );
});

describe('a check run', () => {
  async function pull() {
    const project = await startProject();
    const head = project.commit('topic', { 'src/app.js': 'two\n' }, 'main');
    const number = await project.github.as('mary').openPullRequest({ head: 'topic', title: 'x' });
    await project.process({ kind: 'pull-request', thread: number, sender: 'mary', head });
    const [order] = project.orders();
    const [check] = project.state.checkRuns.values();
    if (order === undefined || check === undefined) throw new Error('nothing was started');
    const outcome = (text: string) => ({
      'outcome.json': Buffer.from(
        JSON.stringify({
          kind: 'finished',
          order: order.id,
          result: { ...resultWith(text), source: { ...resultWith(text).source, commit: head } },
        }),
      ),
    });
    const reported = (run: number) =>
      project.process({ kind: 'run', thread: number, run, order: order.id, phase: 'reported' });
    return { project, head, number, order, check, outcome, reported };
  }

  test.each([
    ['Markdown', markdownAttack],
    ['terminal codes', terminalAttack.toWellFormed()],
    ['64,000 characters', `@octo ${'x'.repeat(64_000)}`],
  ])('shows hostile %s of an application as code', async (_, text) => {
    const { project, order, check, outcome, reported } = await pull();
    project.github.run(order.run).addArtifact('branch-prod', outcome(text));
    await reported(order.run);
    expect(check.conclusion).toBe('failure');
    expect(outsideCode(check.output.summary ?? '')).not.toMatch(obeyed);
    expect(check.output.summary?.length).toBeLessThan(65_536);
    for (const character of ['\x1b', '\u202e', '\u2028']) {
      expect(check.output.summary).not.toContain(character);
    }
    expect(project.logged()).not.toContain('octo');
  });

  test('is not concluded by the run of somebody else, whatever its title, artifact and deployment say', async () => {
    const { project, order, check, outcome, reported, number, head } = await pull();
    const inputs = {
      thread: String(number),
      id: order.id,
      head,
      order: JSON.stringify({ ...order, run: undefined }),
    };
    const forged = await project.github
      .as('mary')
      .runWorkflow('branch-prod.yml', { ref: 'main', inputs });
    project.github.run(forged).addArtifact('branch-prod', outcome('x'));
    await reported(forged);
    project.github.run(forged).complete('success');
    await project.process({
      kind: 'run',
      thread: number,
      run: forged,
      order: order.id,
      phase: 'ended',
    });
    expect(check.status).toBe('queued');
    expect(project.reports(number)[0]?.phase).toBe('queued');
  });

  test('of a commit keeps its verdict when a stranger opens a pull request of the same commit', async () => {
    const { project, head, order, outcome, reported, check } = await pull();
    project.github.run(order.run).addArtifact('branch-prod', outcome('x'));
    await reported(order.run);
    expect(check.conclusion).toBe('failure');
    const fork = project.fork();
    const theirs = await project.github
      .as('mallory')
      .openPullRequest({ head: 'topic', title: 'x', fromFork: fork });
    await project.process({ kind: 'pull-request', thread: theirs, sender: 'mallory', head });
    expect([...project.state.checkRuns.values()]).toEqual([check]);
  });
});
