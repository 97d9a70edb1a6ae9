import type { Upstream } from './upstreams.ts';

type Environment = Readonly<Record<string, string>>;

const others =
  'GROQ|OPENROUTER|DEEPSEEK|XAI|MISTRAL|TOGETHER|FIREWORKS|PERPLEXITY|CO|COHERE|VOYAGE|GEMINI|GOOGLE_GEMINI|OLLAMA';
/** Of clients that know these vendors, and of Azure's and Anthropic's besides the commonest ones. */
const urlVariable = new RegExp(
  `^(?:${others}|AZURE|AZURE_OPENAI|ANTHROPIC_BEDROCK|ANTHROPIC_VERTEX)_(?:BASE_URL|BASE_PATH|API_BASE|API_BASE_URL|API_URL|HOST)$`,
);
const keyVariable = new RegExp(
  `^(${others}|GOOGLE|GOOGLE_GENERATIVE_AI|REPLICATE)_API_(?:KEY|TOKEN)$`,
);
/** Where models are asked, whatever the variable's name. */
const hosts = new RegExp(
  [
    String.raw`^(?:[a-z]+\.)?api\.openai\.com$|^api\.anthropic\.com$|\.openai\.azure\.com$|\.services\.ai\.azure\.com$`,
    String.raw`^api\.(?:groq\.com|deepseek\.com|x\.ai|mistral\.ai|together\.xyz|fireworks\.ai|perplexity\.ai|voyageai\.com)$`,
    String.raw`^api\.cohere\.(?:com|ai)$|^openrouter\.ai$|^generativelanguage\.googleapis\.com$`,
  ].join('|'),
);

/** Whether a variable with this value says where a model's API is, by its name or by its host. */
export function namesApi(name: string, value: string): boolean {
  const url = URL.parse(value);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return false;
  return urlVariable.test(name) || hosts.test(url.hostname);
}

/** Whose API it is: others speak as OpenAI's does. */
export function vendorOf(name: string, value: string): Upstream['vendor'] {
  const host = URL.parse(value)?.hostname ?? '';
  if (name.startsWith('ANTHROPIC') || host === 'api.anthropic.com') return 'anthropic';
  return name.startsWith('AZURE') || host.endsWith('.azure.com') ? 'azure' : 'openai';
}

/**
 * What of this environment lets an application ask a model past the tap, in sentences without values: what is sent there
 * is not seen, and not searched for raw values.
 */
export function findGaps(environment: Environment, upstreams: readonly Upstream[]): string[] {
  const isSet = (name: string) => (environment[name] ?? '') !== '';
  const variables = upstreams.map(({ variable }) => variable);
  const leads = (prefix: string) => variables.some((name) => name.startsWith(prefix));
  const gaps = Object.keys(environment).flatMap((name) => {
    const vendor = keyVariable.exec(name)?.[1];
    return vendor !== undefined && isSet(name) && !leads(`${vendor}_`) ? [name] : [];
  });
  if (isSet('OPENAI_API_KEY') && !leads('OPENAI_')) gaps.push('OPENAI_API_KEY');
  if (isSet('AZURE_RESOURCE_NAME')) gaps.push('AZURE_RESOURCE_NAME');
  const unread = Object.entries(environment).flatMap(([name, value]) =>
    urlVariable.test(name) && value !== '' && !variables.includes(name) ? [name] : [],
  );
  return [...gaps, ...unread].map(
    (name) => `calls to the API of ${name} pass no tap: they are not seen and not checked`,
  );
}
