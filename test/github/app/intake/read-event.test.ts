import { describe, expect, it } from 'vitest';
import { readEvent, webhookEvents } from '../../../../src/github/app/intake/read-event.ts';
import { textDigest } from '../../../../src/github/order.ts';
import { parseCommand } from '../../../../src/github/text/parse-command.ts';
import { type Payload, payloadOf } from '../payload.ts';

const order = '0123456789abcdef';
const head = 'a'.repeat(40);
const receivedAt = new Date('2026-01-02T03:04:05Z');

function tasksOf(name: string, payload: unknown, appId = 29310) {
  return readEvent({ name, id: 'd-1', payload, receivedAt }, { appId, parseCommand });
}

/** The example with changes made to it. */
function changed(event: string, action: string | undefined, change: (payload: Payload) => void) {
  const payload = payloadOf(event, action);
  change(payload);
  return payload;
}

const labelled = (action: string, name = 'ai-hallucination') =>
  changed('issues', action, (payload) => {
    payload.label.name = name;
  });
const place = { delivery: 'd-1', installation: 7, owner: 'Codertocat', repo: 'Hello-World' };

describe('an issue', () => {
  it('that gets the label asks for an investigation in the name of who set it', () => {
    expect(tasksOf('issues', labelled('labeled'))).toEqual([
      {
        ...place,
        kind: 'label',
        thread: 1,
        sender: 'Codertocat',
        textDigest: textDigest(payloadOf('issues', 'labeled').issue.body),
        at: '2019-05-15T15:20:18.000Z',
      },
    ]);
    expect(tasksOf('issues', labelled('labeled', 'AI-Hallucination'))).toHaveLength(1);
  });

  it('without a text has that of none, which is one that can be changed', () => {
    const empty = labelled('labeled');
    empty.issue.body = null;
    expect(tasksOf('issues', empty)).toMatchObject([{ textDigest: textDigest('') }]);
    delete empty.issue.body;
    expect(tasksOf('issues', empty)).toEqual([]);
  });

  it('leaves nothing of its text behind but a digest', () => {
    const payload = labelled('labeled');
    payload.issue.body = 'canary '.repeat(5000);
    const tasks = tasksOf('issues', payload);
    expect(tasks).toMatchObject([{ textDigest: textDigest(payload.issue.body) }]);
    expect(JSON.stringify(tasks)).not.toContain('canary');
  });

  it('that gets another label, or is opened with ours, asks for nothing', () => {
    expect(tasksOf('issues', payloadOf('issues', 'labeled'))).toEqual([]);
    const opened = changed('issues', 'opened', ({ issue }) => {
      issue.labels = [{ name: 'ai-hallucination' }];
    });
    expect(tasksOf('issues', opened)).toEqual([]);
  });

  it('that loses the label or is closed is torn down', () => {
    expect(tasksOf('issues', labelled('unlabeled'))).toMatchObject([
      { kind: 'teardown', reason: 'unlabelled', thread: 1 },
    ]);
    expect(tasksOf('issues', labelled('unlabeled', 'bug'))).toEqual([]);
    const closed = { ...payloadOf('issues', 'opened'), action: 'closed' };
    expect(tasksOf('issues', closed)).toMatchObject([{ kind: 'teardown', reason: 'closed' }]);
  });
});

describe('a comment', () => {
  const comment = (body: string, action = 'created') =>
    changed('issue_comment', action, (payload) => {
      payload.comment.body = body;
    });

  it('that is a command asks for it, with the comment to react to', () => {
    expect(tasksOf('issue_comment', comment('/branch-prod replay wrong-price'))).toEqual([
      {
        ...place,
        kind: 'command',
        thread: 1,
        sender: 'Codertocat',
        textDigest: textDigest(payloadOf('issue_comment', 'created').issue.body),
        comment: 492700400,
        at: '2019-05-15T15:20:21.000Z',
        command: { name: 'replay', cases: ['wrong-price'] },
      },
    ]);
  });

  it('that is none, was edited, or is by a bot asks for nothing', () => {
    expect(tasksOf('issue_comment', payloadOf('issue_comment', 'created'))).toEqual([]);
    expect(tasksOf('issue_comment', comment('/branch-production'))).toEqual([]);
    expect(tasksOf('issue_comment', comment('/branch-prod', 'edited'))).toEqual([]);
    const byBot = comment('/branch-prod');
    byBot.sender.type = 'Bot';
    expect(tasksOf('issue_comment', byBot)).toEqual([]);
  });

  it('leaves nothing of its text behind but the command', () => {
    const tasks = tasksOf('issue_comment', comment(`/branch-prod\n\n${'canary '.repeat(5000)}`));
    expect(tasks).toHaveLength(1);
    expect(JSON.stringify(tasks)).not.toContain('canary');
  });
});

describe('a pull request', () => {
  it.each(['opened', 'reopened', 'synchronize', 'ready_for_review'])(
    'that is %s asks for its check',
    (action) => {
      expect(tasksOf('pull_request', payloadOf('pull_request', action))).toMatchObject([
        {
          kind: 'pull-request',
          sender: 'Codertocat',
          head: expect.stringMatching(/^[0-9a-f]{40}$/),
          at: expect.stringMatching(/^2019-/),
        },
      ]);
    },
  );

  it('that is closed is torn down, and otherwise asks for nothing', () => {
    expect(tasksOf('pull_request', payloadOf('pull_request', 'closed'))).toMatchObject([
      { kind: 'teardown', reason: 'closed', thread: 2 },
    ]);
    expect(tasksOf('pull_request', payloadOf('pull_request', 'labeled'))).toEqual([]);
  });

  it('whose branch is deleted is found by the branch; a deleted tag is nothing', () => {
    expect(tasksOf('delete', payloadOf('delete'))).toEqual([]);
    const branch = changed('delete', undefined, (payload) => {
      Object.assign(payload, { ref_type: 'branch', ref: '$(touch x)', installation: { id: 7 } });
    });
    expect(tasksOf('delete', branch)).toMatchObject([
      { kind: 'branch-deleted', branch: '$(touch x)', at: receivedAt.toISOString() },
    ]);
  });
});

describe('a check', () => {
  it('of ours that is asked for again', () => {
    const payload = payloadOf('check_run', 'rerequested');
    expect(tasksOf('check_run', payload, 2)).toEqual([
      {
        delivery: 'd-1',
        installation: 1,
        owner: 'github',
        repo: 'hello-world',
        at: receivedAt.toISOString(),
        kind: 'check-run',
        sender: payload.sender.login,
        checkRun: 4,
        head: 'd6fde92930d4715a2b49857d24b940956b26d2d3',
        button: 'rerun',
      },
    ]);
    expect(tasksOf('check_run', payload, 3)).toEqual([]);
  });

  it.each(['replay', 'culprit', 'destroy'])('has the button %s', (identifier) => {
    const payload = changed('check_run', 'requested_action', ({ requested_action }) => {
      requested_action.identifier = identifier;
    });
    expect(tasksOf('check_run', payload, 25811)).toMatchObject([{ button: identifier }]);
  });

  it('has no other button', () => {
    expect(tasksOf('check_run', payloadOf('check_run', 'requested_action'), 25811)).toEqual([]);
  });

  it('suite of ours that is asked for again', () => {
    const payload = payloadOf('check_suite', 'rerequested');
    expect(tasksOf('check_suite', payload)).toMatchObject([
      { kind: 'check-suite', suite: 118578147, head: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821' },
    ]);
    expect(tasksOf('check_suite', payload, 3)).toEqual([]);
    expect(tasksOf('check_suite', payloadOf('check_suite', 'requested'))).toEqual([]);
  });
});

describe('a run of the workflow', () => {
  const run = (action: string, more: object = {}) =>
    changed('workflow_run', 'completed', (payload) => {
      payload.action = action;
      Object.assign(payload.workflow_run, {
        path: '.github/workflows/branch-prod.yml',
        event: 'workflow_dispatch',
        display_title: `branch-prod #12 ${order} ${head}`,
        conclusion: action === 'completed' ? 'timed_out' : null,
        ...more,
      });
    });

  it('that began or ended says so of the order in its title', () => {
    const task = { kind: 'run', thread: 12, order, head, run: 1589141559 };
    expect(tasksOf('workflow_run', run('in_progress'))).toMatchObject([
      { ...task, phase: 'began' },
    ]);
    expect(tasksOf('workflow_run', run('completed'))).toMatchObject([
      { ...task, phase: 'ended', conclusion: 'timed_out' },
    ]);
  });

  it('may name its file with a ref, and its title no head', () => {
    const path = '.github/workflows/branch-prod.yml@refs/heads/main';
    const found = tasksOf(
      'workflow_run',
      run('completed', { path, display_title: `branch-prod #1 ${order} ` }),
    );
    expect(found).toMatchObject([{ phase: 'ended', thread: 1 }]);
    expect(found[0]).not.toHaveProperty('head');
  });

  it.each([
    ['of another workflow', { path: '.github/workflows/test.yml' }],
    ['by a push', { event: 'push' }],
    ['with a title of its own', { display_title: `branch-prod #12 ${order}; rm -rf /` }],
  ])('is none of ours %s', (_, more) => {
    expect(tasksOf('workflow_run', run('completed', more))).toEqual([]);
  });
});

describe('the status of a deployment', () => {
  const status = (payload: unknown, state = 'success', task = 'branch-prod') =>
    changed('deployment_status', 'created', ({ deployment, deployment_status }) => {
      Object.assign(deployment, { task, payload });
      deployment_status.state = state;
    });
  const payload = { order, thread: 12, run: 99 };

  it.each([
    ['an object', payload],
    ['text', JSON.stringify(payload)],
  ])('reports of the run that its payload names, as %s', (_, given) => {
    expect(tasksOf('deployment_status', status(given))).toMatchObject([
      {
        kind: 'run',
        phase: 'reported',
        thread: 12,
        order,
        run: 99,
        at: '2019-05-15T15:20:55.000Z',
      },
    ]);
  });

  it.each([
    ['another deployment', status(payload, 'success', 'deploy')],
    ['a run that only began', status(payload, 'in_progress')],
    ['a payload that is no JSON', status('{')],
    ['a payload without an order', status({ ...payload, order: '../../x' })],
    ['a run that is no number', status({ ...payload, run: '99' })],
  ])('asks for nothing with %s', (_, given) => {
    expect(tasksOf('deployment_status', given)).toEqual([]);
  });
});

describe('an installation', () => {
  it('is a task for each of its repositories', () => {
    expect(tasksOf('installation', payloadOf('installation', 'created'))).toMatchObject([
      { kind: 'installed', owner: 'Codertocat', repo: 'Hello-World' },
    ]);
    const added = payloadOf('installation_repositories', 'added');
    added.repositories_added.push({ full_name: 'octo/mail' }, { full_name: 'octo/../../x y' });
    expect(tasksOf('installation_repositories', added)).toMatchObject([
      { kind: 'installed', owner: 'Codertocat', repo: 'Space' },
      { kind: 'installed', owner: 'octo', repo: 'mail' },
    ]);
    expect(tasksOf('installation', payloadOf('installation', 'deleted'))).toEqual([]);
  });
});

describe('a payload that is not as documented', () => {
  it.each(webhookEvents)('asks for nothing: %s', (event) => {
    for (const payload of [undefined, null, 5, 'x', [], {}, { action: 'created' }]) {
      expect(tasksOf(event, payload)).toEqual([]);
    }
  });

  it('asks for nothing with a number, a login or a name that can not be one', () => {
    for (const change of [
      ({ issue }: Payload) => Object.assign(issue, { number: 1.5 }),
      ({ issue }: Payload) => Object.assign(issue, { number: 2 ** 60 }),
      ({ sender }: Payload) => Object.assign(sender, { login: 'ada\n@everyone' }),
      ({ repository }: Payload) => Object.assign(repository, { name: 'a/b' }),
      ({ repository }: Payload) => Object.assign(repository.owner, { login: '$(id)' }),
      (payload: Payload) => Object.assign(payload, { installation: undefined }),
    ]) {
      const payload = labelled('labeled');
      change(payload);
      expect(tasksOf('issues', payload)).toEqual([]);
    }
  });

  it('takes the time of arrival where its own can not be read', () => {
    const payload = labelled('labeled');
    payload.issue.updated_at = 'yesterday';
    expect(tasksOf('issues', payload)).toMatchObject([{ at: receivedAt.toISOString() }]);
    payload.issue.updated_at = '2019-05-15T17:20:18+02:00';
    expect(tasksOf('issues', payload)).toMatchObject([{ at: '2019-05-15T15:20:18.000Z' }]);
  });

  it('asks for nothing as an event that is unknown, even as one that every object has', () => {
    expect(tasksOf('toString', labelled('labeled'))).toEqual([]);
    expect(tasksOf('push', labelled('labeled'))).toEqual([]);
  });
});
