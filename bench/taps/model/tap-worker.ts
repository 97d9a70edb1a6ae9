import { parentPort, workerData } from 'node:worker_threads';
import { startModelTap } from '../../../src/replay/taps/model/model-tap.ts';

/** The tap in front of the API whose URL is given, as in a trial: it records all the time. */
const tap = await startModelTap({
  environment: { OPENAI_BASE_URL: workerData },
  pins: { alias: 'm' },
  settings: { temperature: 0 },
  mode: 'live',
  findRaw: () => undefined,
  signal: new AbortController().signal,
});
tap.record();
parentPort?.postMessage(tap.environment.OPENAI_BASE_URL);
