import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './files.ts';

const mostLines = 399;
const sources = repositoryFiles().filter((file) => /^src\/.*\.ts$/.test(file));

describe('the source files', () => {
  it('have names in kebab-case, as their folders', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((file) => !isKebabCase(file))).toEqual([]);
    expect(['src/a/MyThing.ts', 'src/my_thing/a.ts', 'src/a-.ts'].filter(isKebabCase)).toEqual([]);
  });

  it(`have at most ${mostLines} lines`, () => {
    const long = sources.filter((file) => lineCount(readRepositoryFile(file)) > mostLines);
    expect(long).toEqual([]);
    expect(lineCount('a\n'.repeat(400))).toBe(400);
  });
});

function isKebabCase(path: string): boolean {
  const word = '[a-z][a-z0-9]*(-[a-z0-9]+)*';
  return new RegExp(`^(${word}/)+${word}\\.ts$`).test(path);
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}
