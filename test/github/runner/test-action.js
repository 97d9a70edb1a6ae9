import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';

// The action of runner.test.ts: what its input names, and in its post step what it finds of its state.
const scenarios = { report, artifact, quiet, give, fail, abuse, leave, hide, wait, stubborn };
if (import.meta.filename.endsWith('post.js')) core.info(`post knows ${core.getState('kept')}`);
else {
  core.saveState('kept', `kept state with ${process.env.KEY}`);
  await scenarios[core.getInput('some input')]();
}

async function report() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const seen = {
    environment: process.env,
    event: JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8')),
    files: readdirSync('.').sort(),
    git: {
      head: git('rev-parse', 'HEAD'),
      branch: git('symbolic-ref', '--short', 'HEAD'),
      refs: git('for-each-ref', '--format=%(refname)').split('\n'),
      count: git('rev-list', '--count', 'HEAD'),
      config: git('config', '--list'),
    },
  };
  core.setOutput('seen', JSON.stringify(seen));
  core.setOutput('several', 'a\n\nb');
  await core.summary.addRaw(`# Summary\n${process.env.KEY} is hidden\n`).write();
  core.warning(`look: ${process.env.KEY}`, { file: 'a.ts', startLine: 3 });
  console.log(`token is ${core.getInput('token')}`);
  console.log('before: own secret');
  core.setSecret('own secret');
  console.error('after: own secret');
}

async function artifact() {
  const folder = join(process.env.RUNNER_TEMP, 'result');
  mkdirSync(join(folder, 'deep'), { recursive: true });
  const files = [join(folder, 'outcome.json'), join(folder, 'deep', 'large.txt')];
  writeFileSync(files[0], '{"kind":"finished"}');
  writeFileSync(files[1], 'x'.repeat(99_999));
  // Half a second to load, which the other scenarios need not spend.
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  await client.uploadArtifact('branch-prod', files, folder);
  await client
    .uploadArtifact('branch-prod', files, folder)
    .catch((error) => core.info(`second upload: ${error.message}`));
  core.info('artifact is there');
  await new Promise((resolve) => setTimeout(resolve, 500));
}

function quiet() {}

function give() {
  core.exportVariable('GIVEN', 'a\nb');
  core.exportVariable('NODE_OPTIONS', '--no-such-option');
  core.addPath('/given/bin');
  core.setOutput('verdict', 'fixed');
  console.log('::stop-commands::resume-token\n::error::no command\n::resume-token::');
}

function fail() {
  core.setFailed('it went wrong');
}

function abuse() {
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1025 * 1024));
  console.log('::set-env name=A::b');
}

function leave() {
  spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).unref();
}

async function hide() {
  const { PATH } = process.env;
  spawn('sleep', ['61'], { detached: true, stdio: 'ignore', env: { PATH } }).unref();
  // Long enough to be seen as a child.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
}

function wait() {
  process.on('SIGINT', () => {
    console.log('got SIGINT');
    process.exitCode = 3;
    clearInterval(timer);
  });
  const timer = setInterval(() => {}, 1_000);
  console.log('waiting');
}

function stubborn() {
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(`got ${name}`));
  setInterval(() => {}, 1_000);
  console.log('waiting');
}
