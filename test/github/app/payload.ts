import examples from '@octokit/webhooks-examples' with { type: 'json' };

/** What an example has in common as far as tests change it. */
// biome-ignore lint/suspicious/noExplicitAny: the examples are of a hundred shapes, which tests reach into
export type Payload = any;

/**
 * A payload that GitHub really sent, of an event and an action. The examples were collected from webhooks of
 * repositories, which have no `installation`; an App's always have.
 */
export function payloadOf(event: string, action?: string): Payload {
  const found = (examples as unknown as { name: string; examples: Payload[] }[])
    .find(({ name }) => name === event)
    ?.examples.find((example) => action === undefined || example.action === action);
  if (found === undefined) throw new Error(`There is no example of ${event} ${action}.`);
  const payload = structuredClone(found);
  payload.installation ??= { id: 7, node_id: 'x' };
  return payload;
}
