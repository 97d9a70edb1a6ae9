import { BranchProdError } from '../../../errors.ts';
import { namesApi, vendorOf } from './known-apis.ts';

/** A model's API as one variable of the preview's environment names it. */
export interface Upstream {
  /** The variable that clients read the base URL from. */
  readonly variable: string;
  readonly vendor: 'openai' | 'anthropic' | 'azure';
  /** Its path has no slash at the end. */
  readonly base: URL;
}

interface Vendor {
  readonly vendor: Upstream['vendor'];
  /** As clients read them, the commonest first. */
  readonly variables: readonly string[];
  /** Used where no variable names another. */
  readonly publicUrl?: string;
}

/**
 * `OPENAI_API_BASE` is read by LangChain, LiteLLM and openai-python before 1.0, `ANTHROPIC_API_URL` by LangChain,
 * `ANTHROPIC_API_BASE` by LiteLLM.
 */
const vendors: readonly Vendor[] = [
  {
    vendor: 'openai',
    variables: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
    publicUrl: 'https://api.openai.com/v1',
  },
  {
    vendor: 'anthropic',
    variables: ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_URL', 'ANTHROPIC_API_BASE'],
    publicUrl: 'https://api.anthropic.com',
  },
  { vendor: 'azure', variables: ['AZURE_OPENAI_ENDPOINT'] },
];

/**
 * The APIs that a preview with these variables would call, one for each variable that has to lead to the tap.
 *
 * A variable that is not set takes the value of the vendor's first one that is, so that no client finds a way
 * around the tap; if none is set, the vendor's public API. OpenAI's variables are left alone where only Azure's is
 * set: with `OPENAI_BASE_URL` in its environment, the client for Azure ignores or refuses its endpoint. Other
 * variables lead to the tap where they are set, if their name or host is one of a model's API.
 *
 * @throws {BranchProdError} `config-invalid` for a variable that is no http or https URL
 */
export function findUpstreams(environment: Readonly<Record<string, string>>): Upstream[] {
  const isSet = (name: string) => (environment[name] ?? '') !== '';
  const isAzureOnly =
    isSet('AZURE_OPENAI_ENDPOINT') && !vendors[0]?.variables.some((name) => isSet(name));
  const ofVendors = vendors.flatMap(({ vendor, variables, publicUrl }) => {
    if (vendor === 'openai' && isAzureOnly) return [];
    const named = variables.find(isSet);
    return variables.flatMap((variable) => {
      const source = isSet(variable) ? variable : named;
      const url = source === undefined ? publicUrl : environment[source];
      return url === undefined
        ? []
        : [{ variable, vendor, base: parseBase(url, source ?? variable) }];
    });
  });
  const known = vendors.flatMap(({ variables }) => variables);
  const others = Object.entries(environment).flatMap(([variable, url]) =>
    known.includes(variable) || !namesApi(variable, url)
      ? []
      : [{ variable, vendor: vendorOf(variable, url), base: parseBase(url, variable) }],
  );
  return [...ofVendors, ...others];
}

function parseBase(text: string, variable: string): URL {
  const base = URL.parse(text);
  if (base === null || !['http:', 'https:'].includes(base.protocol)) {
    throw new BranchProdError('config-invalid', `preview.env.${variable} is no URL of an API.`, {
      nextStep: `Set ${variable} to an http or https URL, or leave it out for the vendor's own.`,
    });
  }
  base.pathname = base.pathname.replace(/\/+$/, '');
  base.hash = '';
  return base;
}
