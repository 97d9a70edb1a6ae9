import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { BranchProdError } from '../../../errors.ts';
import { trustedCertificates } from './certificates.ts';
import { proxyVariables } from './proxies.ts';
import { Refusal } from './refusal.ts';

/** A request as it goes to the upstream. */
export interface UpstreamRequest {
  readonly target: URL;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | undefined;
}

/** Sends requests to APIs over connections that are kept. */
export interface Client {
  /**
   * Sends a request and waits for the head of its answer, as long as the application does.
   *
   * @throws {Refusal} 502 if there is no connection, or no HTTP on it
   * @throws {unknown} the signal's reason once it is aborted
   */
  ask(request: UpstreamRequest, signal: AbortSignal): Promise<IncomingMessage>;
  /** Ends connections that are not in use. */
  close(): void;
}

/**
 * Goes through the proxies that the preview's environment names, as the preview itself would (before Node 22.21, to
 * the APIs directly), and trusts the certificates that it names.
 *
 * @throws {BranchProdError} `config-invalid` for a proxy that is no URL, and as {@link trustedCertificates}
 */
export function createClient(environment: Readonly<Record<string, string>>): Client {
  const agents = createAgents({
    keepAlive: true,
    proxyEnv: proxyVariables(environment),
    ca: trustedCertificates(environment),
  });
  return {
    async ask(request, signal) {
      for (;;) {
        signal.throwIfAborted();
        const sent = send(request, agents, signal);
        try {
          return await answerOf(sent);
        } catch (error) {
          signal.throwIfAborted();
          // The server had ended an idle connection: https://nodejs.org/api/http.html#requestreusedsocket
          if (sent.reusedSocket && codeOf(error) === 'ECONNRESET') continue;
          const reason = codeOf(error) ?? 'unknown reason';
          const message = `The model's API could not be reached (${reason}).`;
          throw new Refusal(502, 'unreachable', message, { cause: error });
        }
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function createAgents(options: AgentOptions) {
  try {
    return { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
  } catch (error) {
    throw new BranchProdError('config-invalid', 'preview.env names a proxy that is no URL.', {
      nextStep: 'Set HTTP_PROXY and HTTPS_PROXY to http or https URLs, or leave them out.',
      cause: error,
    });
  }
}

function send(
  { target, method, headers, body }: UpstreamRequest,
  agents: Readonly<Record<'http:' | 'https:', HttpAgent>>,
  signal: AbortSignal,
): ClientRequest {
  const isSecure = target.protocol === 'https:';
  const request = isSecure ? httpsRequest : httpRequest;
  const agent = agents[isSecure ? 'https:' : 'http:'];
  return request(target, { method, headers, agent, signal }).end(body);
}

function answerOf(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    // Also what happens after the answer began, of which the answer itself tells.
    sent.on('error', reject);
  });
}

function codeOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
