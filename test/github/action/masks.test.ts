import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { maskPreviewToken } from '../../../src/github/action/mask-preview-token.ts';
import { maskedEnvironment } from '../../../src/github/action/masked-environment.ts';
import { recordingRunner } from './recording-runner.ts';

const environment = {
  REPLICA: 'postgres://app:p%40ss-word@db.example/prod',
  KEY: 'a-mask-key-of-more-than-thirty-two-characters',
  MODEL_KEY: 'sk-model',
  UNRELATED: 'other',
};
const yaml = `
version: 1
source: { postgres: "\${REPLICA}" }
sanitize: { key: "\${KEY}" }
preview: { start: node app.js, env: { OPENAI_API_KEY: "\${MODEL_KEY}", MODEL: gpt-4.1 } }
replay: { request: { path: /ask }, answer: $.answer }
`;

describe('the secrets of the config', () => {
  const masked = (text: string) => {
    const runner = recordingRunner({ environment });
    try {
      parseConfig(text, { file: 'f', environment: maskedEnvironment(runner) });
    } catch {
      // What is masked counts, also of a config that is refused.
    }
    return runner.called('setSecret').map(([value]) => value);
  };

  it('are masked the moment that they are read, with a password in either form', () => {
    expect(masked(yaml)).toEqual([
      environment.REPLICA,
      'p%40ss-word',
      'p@ss-word',
      environment.KEY,
      'sk-model',
    ]);
  });

  it('are masked when the config is refused', () => {
    expect(masked(yaml.replace('version: 1', 'version: 2'))).toContain('sk-model');
  });

  it('are not what the config itself says, nor what it does not name', () => {
    expect(masked(yaml)).not.toContain('gpt-4.1');
    expect(masked(yaml)).not.toContain('other');
  });
});

describe("the preview's token", () => {
  it('is masked, and no other part of an event', () => {
    const runner = recordingRunner();
    const finding = {
      kind: 'preview',
      url: 'https://p.example/?token=abc',
      expiresAt: '',
    } as const;
    maskPreviewToken(runner, { type: 'finding', step: 'preview', atMs: 1, finding });
    maskPreviewToken(runner, { type: 'step-started', step: 'replay', atMs: 2 });
    expect(runner.calls).toEqual([['setSecret', 'abc']]);
  });
});
