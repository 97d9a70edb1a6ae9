import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readRepositoryFile, repositoryFiles } from './files.ts';

const workflows = repositoryFiles().filter((file) => /^\.github\/workflows\/.*\.ya?ml$/.test(file));

describe.each(workflows)('%s', (file) => {
  const text = readRepositoryFile(file);

  it('pins every action to a commit, and says which version that is', () => {
    expect(unpinned(text)).toEqual([]);
    expect(unpinned('- uses: actions/checkout@v7 # v7.0.1')).toHaveLength(1);
    expect(unpinned(`- uses: actions/checkout@${'a'.repeat(40)}`)).toHaveLength(1);
  });

  it('may read the repository and nothing else', () => {
    const { permissions, jobs } = parse(text);
    expect(permissions).toEqual({ contents: 'read' });
    expect(
      Object.values(jobs).filter((job) => Object.hasOwn(job as object, 'permissions')),
    ).toEqual([]);
  });
});

function unpinned(text: string): string[] {
  const steps = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
  return steps.filter(
    (line) => !/uses: (?:\.\/|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/.test(line),
  );
}
