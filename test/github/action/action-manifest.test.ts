import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputsSchema } from '../../../src/github/action/inputs.ts';
import { verdictSchema } from '../../../src/investigation/result.ts';
import { readRepositoryFile, repositoryFiles } from '../../repository/files.ts';

const manifest = parse(readRepositoryFile('action/action.yml'));

describe('action.yml', () => {
  it('has the inputs that the program reads, each described and with a default', () => {
    expect(Object.keys(manifest.inputs)).toEqual(Object.keys(inputsSchema.shape));
    for (const input of Object.values(manifest.inputs)) {
      expect(input).toEqual({ description: expect.any(String), default: expect.any(String) });
    }
  });

  it('has defaults that the program takes', () => {
    const defaults = Object.entries<{ default: string }>(manifest.inputs).map(([name, input]) => [
      name,
      input.default,
    ]);
    expect(inputsSchema.safeParse(Object.fromEntries(defaults)).error).toBeUndefined();
  });

  it('names the outputs that the program sets, and every verdict', () => {
    const set = [
      ...readRepositoryFile('src/github/action/run-action.ts').matchAll(/setOutput\('([^']+)'/g),
    ].map(([, name]) => name);
    expect(Object.keys(manifest.outputs)).toEqual(set);
    for (const verdict of verdictSchema.options) {
      expect(manifest.inputs.expect.description).toContain(verdict);
      expect(manifest.outputs.verdict.description).toContain(verdict);
    }
  });

  it('starts programs that are built, the second one whatever became of the first', () => {
    const { using, main, post } = manifest.runs;
    expect(using).toBe('node24');
    expect(manifest.runs['post-if']).toBe('always()');
    expect(repositoryFiles()).toEqual(expect.arrayContaining([`action/${main}`, `action/${post}`]));
  });
});
