/** Reads the settings from the environment, and fails at the start rather than at the first question. */
export function readConfig(env) {
  return {
    databaseUrl: required(env, 'DATABASE_URL'),
    openai: { apiKey: required(env, 'OPENAI_API_KEY'), baseURL: env.OPENAI_BASE_URL || undefined },
    model: env.MODEL || 'gpt-4.1-mini',
    embeddingModel: env.EMBEDDING_MODEL || 'text-embedding-3-small',
    sources: positiveInteger(env, 'SOURCES', 6),
    host: env.HOST || '127.0.0.1',
    port: env.PORT === '0' ? 0 : positiveInteger(env, 'PORT', 3000),
  };
}

function required(env, name) {
  if (!env[name]) throw new Error(`${name} is not set.`);
  return env[name];
}

function positiveInteger(env, name, otherwise) {
  const value = Number(env[name] || otherwise);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a positive number.`);
  return value;
}
