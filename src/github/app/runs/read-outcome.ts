import { Unzip, UnzipInflate } from 'fflate';
import { isNotFound } from '../../is-not-found.ts';
import { artifactName, type Outcome, outcomeSchema } from '../../outcome.ts';
import type { Repository } from '../../thread.ts';
import type { TaskTools } from '../tools.ts';

/** The artifact as it is downloaded, with the result document in it. */
const MAX_ZIP_BYTES = 16 * 2 ** 20;
/** `outcome.json` unpacked. */
const MAX_OUTCOME_BYTES = 16 * 2 ** 20;
/** More cases than anybody replays; to write so many up would keep the App from everybody else for seconds. */
const MAX_REPLAYS = 2_000;
/** DEFLATE makes at most 1,032 times as much of it at once. */
const CHUNK_BYTES = 2 ** 14;

/**
 * How a run ended, as its artifact says: the newest `outcome.json` that is one and names the order. `undefined` if
 * there is none. The artifact is written by the job, next to the application's own code: everything in it is hostile.
 *
 * @throws GitHub's errors
 */
export async function readOutcome(
  { owner, repo }: Repository,
  { run, order }: { run: number; order: string },
  { client, log }: Pick<TaskTools, 'client' | 'log'>,
): Promise<Outcome | undefined> {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
    { owner, repo, run_id: run, name: artifactName, per_page: 100 },
  );
  const artifacts = data.artifacts
    .filter((artifact) => artifact.name === artifactName && !artifact.expired)
    .toSorted((one, other) => Number(other.id) - Number(one.id));
  for (const { id, size_in_bytes } of artifacts) {
    const outcome =
      size_in_bytes <= MAX_ZIP_BYTES ? await download({ owner, repo }, id, client) : undefined;
    if (outcome?.order === order) return outcome;
    log.warn({ run, artifact: id }, 'the artifact holds no outcome of this order');
  }
  return undefined;
}

async function download(
  { owner, repo }: Repository,
  id: number,
  client: TaskTools['client'],
): Promise<Outcome | undefined> {
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
      { owner, repo, artifact_id: id, archive_format: 'zip' },
    );
    return data instanceof ArrayBuffer ? parseOutcome(new Uint8Array(data)) : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function parseOutcome(zip: Uint8Array): Outcome | undefined {
  if (zip.length > MAX_ZIP_BYTES) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(unzipFile(zip, 'outcome.json'));
    const outcome = outcomeSchema.parse(JSON.parse(text));
    const isLong = outcome.kind === 'finished' && outcome.result.replays.length > MAX_REPLAYS;
    return isLong ? undefined : outcome;
  } catch {
    return undefined;
  }
}

/**
 * One file of a ZIP archive. The sizes that an archive states are not believed: it is unpacked piece by piece and
 * given up when there is more than allowed.
 *
 * @throws if the archive or the file is broken, too large, or not there
 */
function unzipFile(zip: Uint8Array, name: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const found = { begun: false, complete: false };
  const unzip = new Unzip((file) => {
    if (file.name !== name || found.begun) return;
    found.begun = true;
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) throw error;
      size += chunk.length;
      if (size > MAX_OUTCOME_BYTES) throw new RangeError(`${name} is too large`);
      chunks.push(chunk);
      found.complete = isLast;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let start = 0; start < zip.length; start += CHUNK_BYTES) {
    const end = start + CHUNK_BYTES;
    unzip.push(zip.subarray(start, end), end >= zip.length);
  }
  if (!found.complete) throw new RangeError(`${name} is not there`);
  return Buffer.concat(chunks);
}
