import { Zip, ZipDeflate, zipSync } from 'fflate';
import nock from 'nock';
import { expect, test } from 'vitest';
import { readOutcome } from '../../../../src/github/app/runs/read-outcome.ts';
import { exampleReplay, exampleResult } from '../../../report/example-result.ts';
import { client, mockGitHub, useMockGitHub } from '../../mock-github.ts';

useMockGitHub();

const repository = { owner: 'acme', repo: 'shop' };
const order = '0123456789abcdef';
const outcome = { kind: 'finished', order, result: exampleResult };
const text = Buffer.from(JSON.stringify(outcome));
const log = { info() {}, warn() {}, error() {} };
const read = () => readOutcome(repository, { run: 7, order }, { client, log });

function withArtifacts(...artifacts: object[]) {
  const defaults = { name: 'branch-prod', expired: false, size_in_bytes: 1000 };
  mockGitHub()
    .get('/repos/acme/shop/actions/runs/7/artifacts')
    .query({ name: 'branch-prod', per_page: 100 })
    .reply(200, { artifacts: artifacts.map((artifact) => ({ ...defaults, ...artifact })) });
}

function withDownload(id: number, zip: Uint8Array) {
  mockGitHub()
    .get(`/repos/acme/shop/actions/artifacts/${id}/zip`)
    .reply(302, '', { location: `https://files.test/${id}` });
  nock('https://files.test')
    .get(`/${id}`)
    .reply(200, Buffer.from(zip), { 'content-type': 'application/zip' });
}

test('an outcome is read from the artifact', async () => {
  withArtifacts({ id: 1 });
  withDownload(1, zipSync({ 'result.json': text, 'outcome.json': text }));
  expect(await read()).toEqual(outcome);
});

test('an archive that was written as a stream, with its sizes behind, is read', async () => {
  withArtifacts({ id: 1 });
  withDownload(1, streamed({ 'outcome.json': text, 'result.json': text }));
  expect(await read()).toEqual(outcome);
});

test('of several artifacts the newest that names the order counts', async () => {
  withArtifacts({ id: 1 }, { id: 3, expired: true }, { id: 2 });
  const other = Buffer.from(JSON.stringify({ ...outcome, order: 'f'.repeat(16) }));
  withDownload(2, zipSync({ 'outcome.json': other }));
  withDownload(1, zipSync({ 'outcome.json': text }));
  expect(await read()).toEqual(outcome);
});

test('an artifact that is too large is not even downloaded', async () => {
  withArtifacts({ id: 1, size_in_bytes: 17 * 2 ** 20 });
  expect(await read()).toBeUndefined();
});

test('a bomb is given up before it fills the memory', async () => {
  withArtifacts({ id: 1 });
  const zip = streamed({ 'outcome.json': new Uint8Array(400 * 2 ** 20) });
  expect(zip.length).toBeLessThan(2 ** 20);
  withDownload(1, zip);
  const before = process.memoryUsage().arrayBuffers;
  expect(await read()).toBeUndefined();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150 * 2 ** 20);
});

test('a bomb that states a small size is given up, too', async () => {
  withArtifacts({ id: 1 });
  const zip = zipSync({ 'outcome.json': new Uint8Array(40 * 2 ** 20) });
  // The size before compression, in the file's own header and in the directory.
  const view = new DataView(zip.buffer, zip.byteOffset);
  view.setUint32(22, 10, true);
  withDownload(1, zip);
  expect(await read()).toBeUndefined();
});

test('a result of more cases than anybody replays is no outcome', async () => {
  withArtifacts({ id: 1 });
  const replays = Array.from({ length: 100_000 }, () => ({ ...exampleReplay, trials: [] }));
  const long = { ...outcome, result: { ...exampleResult, replays } };
  withDownload(1, zipSync({ 'outcome.json': Buffer.from(JSON.stringify(long)) }));
  expect(await read()).toBeUndefined();
});

test.each([
  ['nothing', new Uint8Array(0)],
  ['no archive', Buffer.from('PK or not')],
  ['half an archive', zipSync({ 'outcome.json': text }).subarray(0, 200)],
  ['an archive without the file', zipSync({ 'a/outcome.json': text, '../outcome.json': text })],
  ['a file that is no JSON', zipSync({ 'outcome.json': Buffer.from('{') })],
  ['a file that is not UTF-8', zipSync({ 'outcome.json': Buffer.from([0xff, 0xfe]) })],
  [
    'a file with a field too many',
    zipSync({ 'outcome.json': Buffer.from(JSON.stringify({ ...outcome, x: 1 })) }),
  ],
])('%s is no outcome', async (_, zip) => {
  withArtifacts({ id: 1 });
  withDownload(1, zip);
  expect(await read()).toBeUndefined();
});

test('an artifact that is gone is no outcome, a failing GitHub is an error', async () => {
  withArtifacts({ id: 1 });
  mockGitHub().get('/repos/acme/shop/actions/artifacts/1/zip').reply(410, {});
  expect(await read()).toBeUndefined();
  withArtifacts({ id: 1 });
  mockGitHub().get('/repos/acme/shop/actions/artifacts/1/zip').reply(502, {});
  await expect(read()).rejects.toMatchObject({ status: 502 });
});

/** As the Action's toolkit writes it. */
function streamed(files: Record<string, Uint8Array>): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, content] of Object.entries(files)) {
    const file = new ZipDeflate(name, { level: 9 });
    zip.add(file);
    for (let start = 0; start <= content.length; start += 2 ** 20) {
      file.push(content.subarray(start, start + 2 ** 20), start + 2 ** 20 > content.length);
    }
  }
  zip.end();
  return Buffer.concat(chunks);
}
