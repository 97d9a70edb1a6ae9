import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './files.ts';

/** Homes in tests belong to `someone`, and in WebAssembly by Emscripten to `web_user`, on no machine. */
const machinePath =
  /(?<![\w.~/-])(?:\/work\/|\/root\/|\/(?:home|Users)\/(?!(?:someone|web_user)\b)\w|[A-Z]:\\Users\\)/;
/** Hosts of registries and their mirrors; names reserved for examples are none. */
const registry =
  /https?:\/\/(?:[\w-]+\.)*(?:registry|npm|artifactory|verdaccio|nexus)\b(?![\w.-]*\.(?:example|test|invalid)\b)(?![\w.-]*\.example\.)/;
const defaultRegistry = /^https:\/\/registry\.npmjs\.org\//;

describe('the files of the repository', () => {
  it('name no path of a machine and no registry', () => {
    // Other people's packages as they are published, with the paths of the machines that built them.
    const ours = repositoryFiles().filter((file) => !file.startsWith('action/dist/node_modules/'));
    const found = ours.flatMap((file) =>
      problemsIn(readRepositoryFile(file), file.endsWith('package-lock.json')).map(
        (line) => `${file}: ${line}`,
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('the search', () => {
  const path = (...parts: string[]) => `"${['', ...parts].join('/')}"`;
  const url = (host: string) => `"resolved": "https://${host}/zod/-/zod-4.6.7.tgz"`;

  it.each([
    path('work', 'main', 'x'),
    path('home', 'ada', 'x'),
    path('Users', 'ada', 'x'),
    url(['npm', 'company.net'].join('.')),
    url(['registry', 'npmjs.org'].join('.')),
  ])('finds %s', (line) => {
    expect(problemsIn(`first\n${line}\n`, false)).toEqual([line]);
  });

  it.each([path('home', 'someone', 'x'), 'src/home/page.ts and ~/root/', url('registry.example')])(
    'passes over %s',
    (line) => {
      expect(problemsIn(line, false)).toEqual([]);
    },
  );

  it('lets a lock file resolve from the default registry, and from no other', () => {
    const ours = url(['registry', 'npmjs.org'].join('.'));
    const theirs = url(['mirror', 'company.net'].join('.'));
    expect(problemsIn(`${ours}\n${theirs}`, true)).toEqual([theirs]);
  });
});

function problemsIn(text: string, isLock: boolean): string[] {
  return text
    .split('\n')
    .filter(
      (line) =>
        (isLock ? isForeignResolution(line) : registry.test(line)) || machinePath.test(line),
    )
    .map((line) => line.trim().slice(0, 200));
}

function isForeignResolution(line: string): boolean {
  const from = /"resolved": "(.*?)"/.exec(line)?.[1];
  return from !== undefined && !defaultRegistry.test(from);
}
