import { z } from 'zod';
import { configSchema } from './config.ts';

/** The JSON Schema (draft 2020-12) of the config as it is written, before `${NAME}` is replaced: for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return {
    title: 'branch-prod config',
    ...z.toJSONSchema(configSchema, { target: 'draft-2020-12', io: 'input' }),
  };
}
