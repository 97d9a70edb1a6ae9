import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { Secret } from '../../../src/config/secret.ts';
import { startPostgresTap } from '../../../src/replay/taps/postgres/postgres-tap.ts';
import { serveProxy } from './serve-proxy.ts';

/** What passes between trials, in milliseconds: no trial asks more than a recording holds. */
const TRIAL = 500;

/** The tap in front of the branch whose address is given, as in a trial: it records all the time. */
const { password, ...address } = workerData;
const branch = password === undefined ? address : { ...address, password: new Secret(password) };
const tap = await startPostgresTap({ branch, signal: new AbortController().signal });
serveProxy(tap.url.reveal());
for (;;) {
  const recording = tap.record();
  await sleep(TRIAL);
  await recording.end();
}
