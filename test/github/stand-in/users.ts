import type { AppIdentity, User } from './state.ts';

/** The addresses of GitHub's pages; those of the API are the stand-in's own. */
export const pages = 'https://github.com';

/** GitHub's `simple-user`. */
export function presentUser(user: User): Record<string, unknown> {
  // No `[` and `]` of a bot's login: they would make no valid address.
  const url = `https://api.github.com/users/${encodeURIComponent(user.login)}`;
  const page = user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login;
  const lists = ['followers', 'subscriptions', 'repos', 'received_events'];
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId('User', user.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${pages}/${page}`,
    ...Object.fromEntries(lists.map((list) => [`${list}_url`, `${url}/${list}`])),
    organizations_url: `${url}/orgs`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    events_url: `${url}/events{/privacy}`,
    type: user.type,
    site_admin: false,
  };
}

/** GitHub's `integration`. */
export function presentApp(app: AppIdentity, owner: User): Record<string, unknown> {
  return {
    id: app.id,
    client_id: `Iv1.${app.id.toString(16).padStart(16, '0')}`,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: presentUser(owner),
    name: app.slug,
    description: '',
    external_url: `${pages}/apps/${app.slug}`,
    html_url: `${pages}/apps/${app.slug}`,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    permissions: { metadata: 'read', ...app.permissions },
    events: app.events,
  };
}

/** The other id that GitHub's GraphQL API knows a thing by. */
export function nodeId(type: string, id: number | string): string {
  return Buffer.from(`0:${type}${id}`).toString('base64');
}
