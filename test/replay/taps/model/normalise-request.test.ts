import { expect, test } from 'vitest';
import { normaliseRequest } from '../../../../src/replay/taps/model/normalise-request.ts';
import { findRoute } from '../../../../src/replay/taps/model/route.ts';
import { findUpstreams } from '../../../../src/replay/taps/model/upstreams.ts';

function pathOf(query: string): string {
  const upstreams = findUpstreams({ OPENAI_BASE_URL: 'http://gateway/v1' });
  const url = `/t/openai_base_url/v1/search?${query}`;
  const route = findRoute({ method: 'GET', url }, { token: 't', upstreams });
  if (route === undefined) throw new Error('no route');
  const body = { json: undefined, text: '', bytes: Buffer.alloc(0) };
  return normaliseRequest(route, 'GET', body).path;
}

test.each(['keyword', 'design', 'author', 'sort_key', 'page_token', 'tokens'])(
  'two requests with another %s are two',
  (name) => expect(pathOf(`${name}=a`)).not.toBe(pathOf(`${name}=b`)),
);

test.each([
  ...['key', 'api-key', 'api_key', 'apikey', 'access_token', 'token', 'sig', 'subscription-key'],
  ...['X-Amz-Signature', 'X-Amz-Security-Token', 'client_secret', 'password'],
])('another %s asks for the same', (name) => {
  expect(pathOf(`q=1&${name}=a`)).toBe('/search?q=1');
});
