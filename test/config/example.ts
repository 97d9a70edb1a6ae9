// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the references of the config itself
import { readFileSync } from 'node:fs';
import type { Environment } from '../../src/config/interpolate.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { BranchProdError } from '../../src/errors.ts';

/** The config that the design shows, word for word. */
export const designExample = readFileSync(new URL('design-example.yml', import.meta.url), 'utf8');

/** What the examples' references need; both values are recognisable if one is ever printed. */
export const environment = {
  PRODUCTION_REPLICA_URL: 'postgres://reader:hunter2-source@db.example.com:5432/production',
  BRANCH_PROD_MASK_KEY: 'hunter2-key-0123456789-0123456789',
};

/** The smallest config, with a further line in one of its sections and further sections. */
export function smallConfig(more: {
  source?: string;
  sanitize?: string;
  preview?: string;
  replay?: string;
  root?: string;
}): string {
  return [
    'version: 1',
    'source:',
    '  postgres: ${PRODUCTION_REPLICA_URL}',
    indent(more.source),
    'sanitize:',
    '  key: ${BRANCH_PROD_MASK_KEY}',
    indent(more.sanitize),
    'preview:',
    '  start: node server.js',
    indent(more.preview),
    'replay:',
    '  request: { path: /ask }',
    '  answer: $.answer',
    indent(more.replay),
    more.root ?? '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

export function parse(yaml: string, variables: Environment = environment) {
  return parseConfig(yaml, { file: 'config.yml', environment: variables });
}

/** The lines of the error that a config is refused with. */
export function problemsOf(yaml: string, variables: Environment = environment): string[] {
  try {
    parse(yaml, variables);
  } catch (error) {
    if (error instanceof BranchProdError && error.code === 'config-invalid') {
      return error.message.split('\n');
    }
    throw error;
  }
  return [];
}

function indent(lines = ''): string {
  return lines.replace(/^(?=.)/gm, '  ');
}
