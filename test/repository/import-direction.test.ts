import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './files.ts';
import { exampleProblem, sourceProblem } from './import-rules.ts';
import { importsOf } from './imports.ts';

const files = repositoryFiles();
const modulesIn = (folder: string) =>
  files
    .filter((file) => file.startsWith(folder) && /\.[cm]?[jt]s$/.test(file))
    .map((file) => ({ file, imports: importsOf(file, readRepositoryFile(file)) }));
const sources = modulesIn('src/');
const examples = modulesIn('examples/');

describe('the modules of src', () => {
  it('import in one direction only', () => {
    expect(sources.length).toBeGreaterThan(100);
    const problems = sources.flatMap(({ file, imports }) =>
      imports.flatMap((imported) => sourceProblem(file, imported) ?? []),
    );
    expect(problems).toEqual([]);
  });

  it('use only packages that are installed with the program, the demo apart', () => {
    const { dependencies } = JSON.parse(readRepositoryFile('package.json'));
    const missing = sources
      .filter(({ file }) => !file.startsWith('src/demo/'))
      .flatMap(({ file, imports }) =>
        imports
          .filter(({ kind, target }) => kind === 'package' && !Object.hasOwn(dependencies, target))
          .map(({ target }) => `${file} imports ${target}`),
      );
    expect(missing).toEqual([]);
  });
});

describe('the modules of the examples', () => {
  it('know nothing of branch-prod', () => {
    expect(examples.length).toBeGreaterThan(0);
    const problems = examples.flatMap(({ file, imports }) =>
      imports.flatMap((imported) => exampleProblem(file, imported) ?? []),
    );
    expect(problems).toEqual([]);
  });
});

describe('the rules', () => {
  const problems = (file: string, text: string, problem = sourceProblem) =>
    importsOf(file, text).flatMap((imported) => problem(file, imported) ?? []);

  it.each([
    ['src/investigation/investigate.ts', "import { x } from '../report/terminal.ts';"],
    ['src/investigation/result.ts', "import type { Case } from '../replay/case.ts';"],
    ['src/report/json.ts', "export * from '../config/config.ts';"],
    ['src/engines/local/local-engine.ts', "import {\n  x,\n} from '../../sanitize/plan.ts';"],
    ['src/sanitize/proof.ts', "import '../engines/local/local-engine.ts';"],
    ['src/sanitize/proof.ts', "const y = await import('../replay/case.ts');"],
    ['src/preview/build.ts', "type X = import('../replay/case.ts').Case;"],
    ['src/cli/run.ts', "import { x } from '../engines/local/local-engine.ts';"],
    ['src/config/load.ts', "import { x } from '../demo/demo.ts';"],
    ['src/config/load.ts', 'const y = await import(name);'],
    ['src/config/load.ts', "import { x } from '../../test/config/example.ts';"],
    ['src/new-part/main.ts', "import { x } from '../errors.ts';"],
  ])('refuse in %s: %s', (file, text) => {
    expect(problems(file, text)).toHaveLength(1);
  });

  it.each([
    ['src/engines/choose-engine.ts', "import { x } from './local/local-engine.ts';"],
    ['src/demo/demo.ts', "import { x } from '../engines/local/local-engine.ts';"],
    ['src/cli.ts', "const { x } = await import('./demo/demo.ts');"],
    ['src/replay/trial.ts', "import type { Trial } from '../investigation/result.ts';"],
    ['src/config/load.ts', "/** import x from '../demo/demo.ts' */\nimport { z } from 'zod';"],
  ])('allow in %s: %s', (file, text) => {
    expect(importsOf(file, text)).toHaveLength(1);
    expect(problems(file, text)).toEqual([]);
  });

  it.each([
    "import x from '../../src/errors.ts';",
    "import x from '../mail-assistant/server.js';",
    "import x from 'branch-prod/dist/index.js';",
  ])('refuse in an example: %s', (text) => {
    expect(problems('examples/shop/server.js', text, exampleProblem)).toHaveLength(1);
  });
});
