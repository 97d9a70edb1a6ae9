import { configJsonSchema } from '../config/json-schema.ts';
import { loadConfigOption } from './load-config-option.ts';
import { repositoryRoot } from './repository-root.ts';

/** `branch-prod check`: says that the config is valid, or throws what is wrong with it. */
export async function check(
  options: { config?: string | undefined; jsonSchema?: boolean | undefined },
  context: { directory: string; environment: NodeJS.ProcessEnv },
): Promise<void> {
  if (options.jsonSchema) {
    process.stdout.write(`${JSON.stringify(configJsonSchema(), undefined, 2)}\n`);
    return;
  }
  const repository = await repositoryRoot(context.directory);
  const { file, config } = await loadConfigOption(options.config, { ...context, repository });
  const { columns, keep } = config.sanitize;
  process.stdout.write(
    `${file} is valid: ${columns.length} masked columns, ${keep.length} rules to keep. ` +
      'Whether every column is listed is checked against the database when a snapshot is made.\n',
  );
}
