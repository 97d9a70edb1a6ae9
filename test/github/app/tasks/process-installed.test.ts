import { expect, test } from 'vitest';
import { startProject } from '../project.ts';

test('a repository gets the label and nothing else', async () => {
  const project = await startProject();
  await project.process({ kind: 'installed' });
  const label = project.state.labels.get('ai-hallucination');
  expect(label).toBeDefined();
  await project.process({ kind: 'installed' });
  expect(project.state.labels.get('ai-hallucination')).toBe(label);
  expect([...project.state.threads.values()]).toEqual([]);
});

test('what may pass is tried again, what may not is only logged', async () => {
  const project = await startProject();
  const path = /\/labels$/;
  project.github.failNext({ path, status: 503 });
  await expect(project.process({ kind: 'installed' })).rejects.toMatchObject({ status: 503 });
  project.github.failNext({ path, status: 403 });
  await project.process({ kind: 'installed' });
  expect(project.logged()).toContain('"status":403');
});
