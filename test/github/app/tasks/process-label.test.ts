import { expect, test } from 'vitest';
import { textDigest } from '../../../../src/github/order.ts';
import { caseText, config, reactions, setUp, startProject } from '../project.ts';

test('a labelled issue gets one run of its case, and a comment that says so', async () => {
  const project = await startProject();
  const issue = project.github.as('mary').openIssue({
    title: 'Wrong',
    body: caseText,
    labels: ['ai-hallucination'],
  });
  await project.process({ kind: 'label', thread: issue, sender: 'mary' });

  const [report, ...others] = project.reports(issue);
  expect(others).toEqual([]);
  expect(report).toMatchObject({ phase: 'queued' });
  expect(project.orders()).toEqual([
    {
      id: report?.order,
      thread: issue,
      cases: [],
      issue: { number: issue, digest: textDigest(caseText) },
      comment: report?.id,
      run: expect.any(Number),
    },
  ]);
  const [run] = project.state.runs.values();
  expect(run).toMatchObject({ branch: 'main', actor: { login: 'branch-prod[bot]' } });
  expect(reactions(project.state.threads.get(issue))).toEqual(['eyes']);
  expect(project.logged()).not.toContain('water');
});

test('the same label twice is one run; again later is another', async () => {
  const project = await startProject();
  const issue = project.github.as('mary').openIssue({
    title: 'Wrong',
    body: caseText,
    labels: ['AI-Hallucination'],
  });
  const at = new Date(Date.now() + 1000).toISOString();
  const label = { kind: 'label', thread: issue, sender: 'mary' } as const;
  await project.process({ ...label, at });
  await project.process({ ...label, at });
  expect(project.orders()).toHaveLength(1);
  await project.process({ ...label, at: new Date(Date.now() + 60_000).toISOString() });
  expect(project.orders()).toHaveLength(2);
  expect(project.reports(issue)).toHaveLength(1);
  // One that was given earlier and comes later changes nothing.
  await project.process({ ...label, at: new Date(Date.now() + 30_000).toISOString() });
  expect(project.orders()).toHaveLength(2);
});

test.each([
  ['closed', (person: ReturnType<typeof asMary>, issue: number) => person.close(issue)],
  [
    'without the label by now',
    (person: ReturnType<typeof asMary>, issue: number) => person.unlabel(issue, 'ai-hallucination'),
  ],
])('an issue that is %s starts nothing', async (_, change) => {
  const project = await startProject();
  const person = asMary(project);
  const issue = person.openIssue({ title: 'x', body: caseText, labels: ['ai-hallucination'] });
  change(person, issue);
  await project.process({
    kind: 'label',
    thread: issue,
    sender: 'mary',
    at: new Date(Date.now() - 60_000).toISOString(),
  });
  expect(project.orders()).toEqual([]);
  expect(project.reports(issue)).toEqual([]);
});

test('somebody without enough access is refused once, without detail', async () => {
  const project = await startProject();
  project.github.addCollaborator('trudy', 'triage');
  const person = project.github.as('trudy');
  const issue = person.openIssue({ title: 'x', body: caseText, labels: ['ai-hallucination'] });
  const label = { kind: 'label', thread: issue, sender: 'trudy' } as const;
  await project.process(label);
  await project.process({ ...label, delivery: 'd-2' });
  expect(project.orders()).toEqual([]);
  expect(project.answers(issue)).toHaveLength(1);
  expect(project.answers(issue)[0]).not.toMatch(/trudy|triage|write/);
  expect(reactions(project.state.threads.get(issue))).toEqual([]);
});

test('a repository without a config gets the three steps', async () => {
  const project = await startProject({ files: { 'README.md': 'x' } });
  const issue = asMary(project).openIssue({
    title: 'x',
    body: caseText,
    labels: ['ai-hallucination'],
  });
  await project.process({ kind: 'label', thread: issue, sender: 'mary' });
  expect(project.answers(issue)).toEqual([expect.stringContaining('is not set up')]);
  expect(project.orders()).toEqual([]);
});

test('a config with a problem is said, with its line, and can not break out', async () => {
  const files = { ...setUp, '.github/branch-prod.yml': `${config}\n"@all <b>": 1\n` };
  const project = await startProject({ files });
  const issue = asMary(project).openIssue({
    title: 'x',
    body: caseText,
    labels: ['ai-hallucination'],
  });
  await project.process({ kind: 'label', thread: issue, sender: 'mary' });
  const [answer] = project.answers(issue);
  expect(answer).toContain('main:.github/branch-prod.yml:');
  expect(answer).toMatch(/```text\n[^`]*@all <b>[^`]*\n```/);
  expect(project.orders()).toEqual([]);
});

test.each([
  ['nothing that could be a case', 'It is wrong.', 'fill in the form'],
  [
    'a path that leads out',
    'https://github.com/acme/shop/blob/main/../../etc/x.yml',
    'can’t be read yet',
  ],
  [
    'a file that is no case',
    'https://github.com/acme/shop/blob/main/secrets/x.yml',
    'replay.cases',
  ],
])('an issue with %s is told what is missing', async (_, body, said) => {
  const project = await startProject();
  const issue = asMary(project).openIssue({ title: 'x', body, labels: ['ai-hallucination'] });
  await project.process({ kind: 'label', thread: issue, sender: 'mary' });
  expect(project.answers(issue)).toEqual([expect.stringContaining(said)]);
  expect(project.orders()).toEqual([]);
  expect(reactions(project.state.threads.get(issue))).toEqual(['eyes', 'confused']);
});

test('an issue that links a case file of the repository runs it', async () => {
  const project = await startProject();
  const body = 'See\n\nhttps://github.com/acme/shop/blob/main/.branch-prod/cases/water.yml';
  const issue = asMary(project).openIssue({ title: 'x', body, labels: ['ai-hallucination'] });
  await project.process({ kind: 'label', thread: issue, sender: 'mary' });
  expect(project.orders()).toMatchObject([{ issue: { number: issue } }]);
});

test('a comment that somebody forged with our marker is not ours', async () => {
  const project = await startProject();
  const issue = asMary(project).openIssue({
    title: 'x',
    body: caseText,
    labels: ['ai-hallucination'],
  });
  const state = {
    order: '0'.repeat(16),
    orderedAt: '2999-01-01T00:00:00Z',
    phase: 'running',
    handled: ['0'.repeat(16)],
  };
  const forged = `<!-- branch-prod ${JSON.stringify(state)} -->\nMine`;
  const id = project.github.as('mallory').comment(issue, forged);
  await project.process({ kind: 'label', thread: issue, sender: 'mary' });
  expect(project.orders()).toHaveLength(1);
  expect(project.reports(issue)).toMatchObject([{ phase: 'queued' }]);
  expect(project.state.comments.get(id)?.body).toBe(forged);
});

function asMary(project: Awaited<ReturnType<typeof startProject>>) {
  return project.github.as('mary');
}
