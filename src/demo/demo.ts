import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onInterruption } from '../cli/interruption.ts';
import { run } from '../cli/run.ts';
import { openDemoFolder } from './demo-folder.ts';
import { modelName, openModel } from './model/model.ts';
import { loadProduction, readFrequencies, startProduction } from './production.ts';
import { makeRepository } from './repository.ts';

const CASE = '.branch-prod/cases/freetype-bytecode-hinter.yml';

/** `branch-prod demo`: a production with real mail, its application, and the investigation of a wrong answer. */
export async function demo(
  options: { once?: boolean; json?: boolean },
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const signal = onInterruption();
  const folder = await openDemoFolder();
  const cleanUp = [() => rm(folder.run, { recursive: true, force: true })];
  const say = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const began = performance.now();
    const { inverseDocumentFrequency, corpus } = await readFrequencies(folder.cache);
    const model = await openModel(environment, inverseDocumentFrequency);
    cleanUp.push(model.close);
    say(
      modelName(environment) === 'stand-in'
        ? 'Model: a stand-in on this machine, no language model: it answers with a sentence of what it is given. Set OPENAI_API_KEY for a real one.'
        : `Model: ${model.baseUrl}`,
    );
    const loaded = await loadProduction({
      cache: folder.cache,
      model: modelName(environment),
      corpus,
      embed: model.embed,
      onProgress: progressLines(say),
    });
    if (signal.aborted) return 3;
    const production = await startProduction(loaded, join(folder.run, 'production'));
    cleanUp.push(production.stop);
    const repository = join(folder.run, 'repository');
    await makeRepository(repository);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    say(`Production: PGlite with the SpamAssassin mail corpus, up after ${seconds} s`);
    return await run(
      {
        case: [CASE],
        json: options.json,
        keep: !options.once,
        state: folder.state,
      },
      {
        directory: repository,
        signal,
        environment: {
          ...environment,
          PRODUCTION_REPLICA_URL: production.url.reveal(),
          BRANCH_PROD_MASK_KEY: folder.maskKey,
          OPENAI_API_KEY: model.apiKey,
          OPENAI_BASE_URL: model.baseUrl,
        },
      },
    );
  } finally {
    for (const undo of cleanUp.reverse()) await undo();
  }
}

/** The first message and then at most one in two seconds. */
function progressLines(say: (line: string) => void): (message: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (message) => {
    if (performance.now() - last < 2000) return;
    last = performance.now();
    say(`Production: loading mail, ${message}`);
  };
}
