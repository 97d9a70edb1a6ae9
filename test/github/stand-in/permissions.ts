import type { ApiRequest } from './api.ts';
import { ApiError, idOf, notFound } from './api.ts';
import type { Operation } from './operations.ts';

/**
 * What an operation asks for: the app's own token (`app`), or one of several permissions.
 * `thread` means `issues`, and for a pull request `pull_requests` is as good. From GitHub's list "Permissions required
 * for GitHub Apps". GitHub lets every token read what is public; the stand-in doesn't, so that a permission that private
 * repositories need can't be forgotten.
 */
type Rule = 'app' | readonly `${string}:${'read' | 'write'}`[];

const rules: Record<Operation, Rule> = {
  'GET /app': 'app',
  'GET /app/hook/deliveries': 'app',
  'POST /app/hook/deliveries/{delivery_id}/attempts': 'app',
  'POST /app/installations/{installation_id}/access_tokens': 'app',
  'GET /repos/{owner}/{repo}': ['metadata:read'],
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': ['metadata:read'],
  'GET /repos/{owner}/{repo}/issues/{issue_number}': ['thread:read'],
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': ['thread:read'],
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': ['thread:write'],
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': ['thread:read'],
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': ['thread:write'],
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': ['thread:write'],
  'POST /repos/{owner}/{repo}/labels': ['issues:write', 'pull_requests:write'],
  'POST /repos/{owner}/{repo}/issues/{issue_number}/reactions': ['thread:write'],
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': ['thread:write'],
  'GET /repos/{owner}/{repo}/pulls': ['pull_requests:read'],
  'POST /repos/{owner}/{repo}/pulls': ['pull_requests:write'],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': ['pull_requests:read'],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': ['pull_requests:read'],
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['pull_requests:read'],
  'GET /repos/{owner}/{repo}/contents/{path}': ['contents:read'],
  'PUT /repos/{owner}/{repo}/contents/{path}': ['contents:write'],
  'GET /repos/{owner}/{repo}/branches/{branch}': ['contents:read'],
  'POST /repos/{owner}/{repo}/git/refs': ['contents:write'],
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': ['contents:read'],
  'GET /repos/{owner}/{repo}/compare/{basehead}': ['contents:read'],
  'GET /repos/{owner}/{repo}/commits/{ref}': ['contents:read'],
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head': ['contents:read'],
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': ['checks:read'],
  'GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs': ['checks:read'],
  'POST /repos/{owner}/{repo}/check-runs': ['checks:write'],
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}': ['checks:read'],
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': ['checks:write'],
  'GET /repos/{owner}/{repo}/deployments': ['deployments:read'],
  'POST /repos/{owner}/{repo}/deployments': ['deployments:write'],
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['deployments:read'],
  'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['deployments:write'],
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': ['actions:write'],
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': ['actions:read'],
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': ['actions:read'],
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel': ['actions:write'],
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts': ['actions:read'],
  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}': ['actions:read'],
};

/** Answers with 401, 403 or 404, as GitHub does, if this identity may not do this. */
export function checkPermission(operation: Operation, request: ApiRequest): void {
  const rule = rules[operation];
  const { kind, permissions, reaches } = request.identity;
  if (rule === 'app') {
    if (kind === 'app') return;
    throw new ApiError(401, 'A JSON web token could not be decoded');
  }
  if (kind === 'app') throw new ApiError(401, 'Bad credentials');
  const isReached = reaches(request.repository);
  if (!isReached && request.repository.private) throw notFound();
  const accepted = rule.flatMap((need) => alternatives(need, request));
  const isAllowed = accepted.some((need) => {
    const [name = '', access] = need.split(':');
    const has = name === 'metadata' ? 'read' : permissions[name];
    return has === 'write' || (access === 'read' && has === 'read');
  });
  if (!isReached || !isAllowed) throw forbidden(accepted);
}

function alternatives(need: string, request: ApiRequest): string[] {
  const [name, access] = need.split(':');
  if (name !== 'thread') return [need];
  const { threads, comments } = request.repository;
  const number =
    request.path.issue_number === undefined
      ? comments.get(idOf(request, 'comment_id'))?.thread
      : idOf(request, 'issue_number');
  const isPull = number !== undefined && threads.get(number)?.pull !== undefined;
  return [`issues:${access}`, ...(isPull ? [`pull_requests:${access}`] : [])];
}

function forbidden(accepted: readonly string[]): ApiError {
  const needed = accepted.map((need) => need.replace(':', '=')).join('; ');
  const headers = { 'x-accepted-github-permissions': needed };
  return new ApiError(403, 'Resource not accessible by integration', {}, headers);
}
