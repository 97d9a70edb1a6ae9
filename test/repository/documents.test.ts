import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './files.ts';
import { anchorsOf, linksOf } from './markdown-links.ts';

const files = new Set(repositoryFiles());
const documents = [...files].filter((file) => file.endsWith('.md'));
const ours = documents.filter((file) => !file.startsWith('examples/'));

describe('the documents', () => {
  it('link to files and headings that exist', () => {
    expect(documents.length).toBeGreaterThan(2);
    const broken = documents.flatMap((file) => brokenLinks(file, readRepositoryFile(file)));
    expect(broken).toEqual([]);
  });

  it('name files that exist', () => {
    const missing = ours.flatMap((document) =>
      pathsNamedIn(readRepositoryFile(document))
        .filter((path) => !exists(path))
        .map((path) => `${document}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('name scripts of package.json', () => {
    const { scripts } = JSON.parse(readRepositoryFile('package.json'));
    const missing = ours.flatMap((document) =>
      scriptsNamedIn(readRepositoryFile(document))
        .filter((name) => !Object.hasOwn(scripts, name))
        .map((name) => `${document}: npm run ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the search', () => {
  it('finds broken links of every form, and no others', () => {
    const text = [
      '# One `heading`, twice',
      '# One heading twice',
      '[a](missing.md) ![b](<no.png> "title") [c](#no-such) <img src="gone.svg">',
      '[d]: ./package.json#nothing',
      '[e](#one-heading-twice) [f](#one-heading-twice-1) [g](/src/errors.ts) [h](src/config/)',
      '[i](https://example.com/x#y) [j](mailto:a@example.com) `[k](code.md)`',
      '```md',
      '[l](fenced.md)',
      '```',
    ].join('\n');
    expect(brokenLinks('README.md', text)).toEqual([
      'README.md: missing.md',
      'README.md: no.png',
      'README.md: README.md#no-such',
      'README.md: package.json#nothing',
      'README.md: gone.svg',
    ]);
  });

  it('finds the paths and scripts that a document names', () => {
    const text = '`src/errors.ts`, `test/gone/`, `src/config/*.ts` and `npm run demo -- --once`';
    expect(pathsNamedIn(text)).toEqual(['src/errors.ts', 'test/gone/']);
    expect(exists('test/gone/')).toBe(false);
    expect(scriptsNamedIn(text)).toEqual(['demo']);
  });
});

function brokenLinks(document: string, text: string): string[] {
  return linksOf(document, text).flatMap(({ path, anchor }) => {
    const target = path === document ? text : files.has(path) ? readRepositoryFile(path) : '';
    const isFound =
      (path === document || exists(path)) &&
      (anchor === undefined || anchorsOf(target).has(anchor));
    return isFound ? [] : [`${document}: ${anchor === undefined ? path : `${path}#${anchor}`}`];
  });
}

/** Paths in code spans; patterns and placeholders are none. */
function pathsNamedIn(text: string): string[] {
  const spans = text.matchAll(/`((?:src|test|examples|action|bench|\.ci)\/[\w./-]*)`/g);
  return [...spans].map(([, path = '']) => path);
}

function scriptsNamedIn(text: string): string[] {
  return [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
}

function exists(path: string): boolean {
  const folder = path.replace(/\/?$/, '/');
  return files.has(path) || folder === './' || [...files].some((file) => file.startsWith(folder));
}
