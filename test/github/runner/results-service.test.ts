import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRun } from './fake-run.ts';
import { type ResultsService, startResultsService } from './results-service.ts';

const zip = Buffer.from(zipSync({ 'outcome.json': Buffer.from('{}') }));
const hash = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
const upload = { name: 'branch-prod', version: 7, mime_type: 'application/zip' };

let service: ResultsService;
beforeAll(async () => {
  service = await startResultsService();
});
afterAll(() => service.close());

function enter() {
  const run = makeRun({ gitDirectory: '', head: '' }, 1, {});
  const { token, leave } = service.enter(run);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const [, , run_id, job_id] = /^(.*) Actions\.Results:(\w+):(\w+)$/.exec(claims.scp) ?? [];
  const ids = { workflow_run_backend_id: run_id, workflow_job_run_backend_id: job_id };
  const call = async (method: string, body: object, bearer = token) => {
    const url = `${service.url}/twirp/github.actions.results.api.v1.ArtifactService/${method}`;
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...ids, ...body }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  return { run, leave, call };
}

async function put(
  url: string,
  query: string,
  content: Uint8Array<ArrayBuffer> | string,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${url}${query}`, { method: 'PUT', headers, body: content });
  return { status: answer.status, code: answer.headers.get('x-ms-error-code') };
}

describe('an upload', () => {
  it('in blocks becomes an artifact of the run when it is finished', async () => {
    const { run, call } = enter();
    const { body } = await call('CreateArtifact', upload);
    const url = body.signed_upload_url ?? '';
    const half = Math.floor(zip.length / 2);
    await put(url, '&comp=block&blockid=AA%3D%3D', zip.subarray(0, half));
    await put(url, '&comp=block&blockid=BB%3D%3D', zip.subarray(half));
    const list = '<BlockList><Latest>AA==</Latest><Latest>BB==</Latest></BlockList>';
    expect(await put(url, '&comp=blocklist', list)).toEqual({ status: 201, code: null });
    expect(run.told.artifacts).toEqual({});
    const size = String(zip.length);
    const finished = await call('FinalizeArtifact', { name: 'branch-prod', size, hash });
    expect(finished).toEqual({ status: 200, body: { ok: true, artifact_id: expect.any(String) } });
    expect(run.told.artifacts).toEqual({ 'branch-prod': { 'outcome.json': '{}' } });
  });

  it('in one piece is taken too', async () => {
    const { run, call } = enter();
    const { body } = await call('CreateArtifact', upload);
    const url = body.signed_upload_url ?? '';
    expect(await put(url, '', zip)).toEqual({ status: 400, code: 'InvalidHeaderValue' });
    expect((await put(url, '', zip, { 'x-ms-blob-type': 'BlockBlob' })).status).toBe(201);
    await call('FinalizeArtifact', { name: 'branch-prod', size: String(zip.length), hash });
    expect(Object.keys(run.told.artifacts)).toEqual(['branch-prod']);
  });
});

describe('the service refuses', () => {
  it('tokens that are unknown, have ended, or are for another job', async () => {
    const { call, leave } = enter();
    expect(await call('CreateArtifact', upload, 'x')).toMatchObject({ status: 401 });
    const other = await call('CreateArtifact', { ...upload, workflow_run_backend_id: 'x' });
    expect(other).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    leave();
    expect(await call('CreateArtifact', upload)).toMatchObject({ status: 401 });
  });

  it('a second artifact of one name, and requests that are not well formed', async () => {
    const { call } = enter();
    await call('CreateArtifact', upload);
    expect(await call('CreateArtifact', upload)).toMatchObject({ status: 409 });
    expect(await call('CreateArtifact', { name: 'x' })).toMatchObject({ status: 400 });
    expect(await call('DeleteArtifact', { name: 'x' })).toMatchObject({ status: 404 });
  });

  it('an end without an upload, and one that says something else than was uploaded', async () => {
    const { run, call } = enter();
    const { body } = await call('CreateArtifact', upload);
    const end = { name: 'branch-prod', size: String(zip.length), hash };
    expect(await call('FinalizeArtifact', end)).toMatchObject({ status: 404 });
    await put(body.signed_upload_url ?? '', '', zip, { 'x-ms-blob-type': 'BlockBlob' });
    expect(await call('FinalizeArtifact', { ...end, size: '1' })).toMatchObject({ status: 400 });
    const wrong = `sha256:${'0'.repeat(64)}`;
    expect(await call('FinalizeArtifact', { ...end, hash: wrong })).toMatchObject({ status: 400 });
    expect(run.told.artifacts).toEqual({});
  });

  it('blobs whose URL was not signed, and lists of blocks that were not sent', async () => {
    const { call } = enter();
    const { body } = await call('CreateArtifact', upload);
    const url = body.signed_upload_url ?? '';
    const unsigned = url.replace(/sig=[^&]*/, 'sig=x');
    expect((await put(unsigned, '&comp=block&blockid=AA', 'x')).status).toBe(403);
    expect((await put(`${service.url}/results/artifacts/x?sig=x`, '', 'x')).status).toBe(404);
    const list = '<BlockList><Latest>ZZ==</Latest></BlockList>';
    expect((await put(url, '&comp=blocklist', list)).code).toBe('InvalidBlockList');
  });
});
