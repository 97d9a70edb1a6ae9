import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDemoFolder } from './demo-folder.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { modelName, openModel } from './model/model.ts';
import { loadProduction, readFrequencies, startProduction } from './production.ts';
import { makeRepository } from './repository.ts';

/** A production with real mail, its application's repository and its model, ready to be investigated. */
export interface Demo {
  /** The application's repository, a directory. */
  readonly repository: string;
  /** The case to investigate, a path in the repository. */
  readonly case: string;
  /** Folder for snapshots and branches. */
  readonly state: string;
  /** The given environment with what the application's config reads. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends production and model and removes what only this run needed. */
  close(): Promise<void>;
}

/**
 * Starts everything that the demo investigates; the first time the mail is loaded, which is kept. `say` gets lines for
 * the user. Throws `not-found` without the mail, `engine-failed` when production does not start, and `interrupted`;
 * nothing is left then.
 */
export async function openDemo(
  environment: NodeJS.ProcessEnv,
  { say, signal }: { say: (line: string) => void; signal: AbortSignal },
): Promise<Demo> {
  const began = performance.now();
  const folder = await openDemoFolder();
  const cleanUp = [() => rm(folder.run, { recursive: true, force: true })];
  const close = async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  };
  try {
    const preparing = prepare(folder.cache, environment);
    // Who awaits it hears of it.
    preparing.catch(() => {});
    cleanUp.push(() =>
      preparing.then(
        ({ model }) => model.close(),
        () => {},
      ),
    );
    say(
      modelName(environment) === 'stand-in'
        ? 'Model: a stand-in on this machine, no language model: it answers with a sentence of what it is given. Set OPENAI_API_KEY for a real one.'
        : `Model: ${(await preparing).model.baseUrl}`,
    );
    const loaded = await loadProduction({
      cache: folder.cache,
      making: join(folder.run, 'loading'),
      model: modelName(environment),
      prepare: async () => {
        const { corpus, model } = await preparing;
        return { corpus, embed: model.embed };
      },
      signal,
      onProgress: everyTwoSeconds((message) => say(`Production: loading mail, ${message}`)),
    });
    const { model } = await preparing;
    const production = await startProduction(loaded, join(folder.run, 'production'));
    cleanUp.push(production.stop);
    const repository = join(folder.run, 'repository');
    await makeRepository(repository);
    throwIfInterrupted(signal);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    say(`Production: PGlite with the SpamAssassin mail corpus, up after ${seconds} s`);
    return {
      repository,
      case: '.branch-prod/cases/freetype-bytecode-hinter.yml',
      state: folder.state,
      environment: {
        ...environment,
        PRODUCTION_REPLICA_URL: production.url.reveal(),
        BRANCH_PROD_MASK_KEY: folder.maskKey,
        OPENAI_API_KEY: model.apiKey,
        OPENAI_BASE_URL: model.baseUrl,
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(cache: string, environment: NodeJS.ProcessEnv) {
  const { inverseDocumentFrequency, corpus } = await readFrequencies(cache);
  return { corpus, model: await openModel(environment, inverseDocumentFrequency) };
}

/** Passes on the first message and then at most one in two seconds. */
function everyTwoSeconds(say: (message: string) => void): (message: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (message) => {
    if (performance.now() - last < 2000) return;
    last = performance.now();
    say(message);
  };
}
