import { z } from 'zod';
import type { EventReader } from './event-reader.ts';

const repositories = z.array(z.object({ full_name: z.string() }));
const installation = z.object({ id: z.number() });

const createdSchema = z.object({ action: z.literal('created'), installation, repositories });

export const readInstallation: EventReader = (payload) => {
  const { data } = createdSchema.safeParse(payload);
  return data && installed(data.installation.id, data.repositories);
};

const addedSchema = z.object({
  action: z.literal('added'),
  installation,
  repositories_added: repositories,
});

export const readInstallationRepositories: EventReader = (payload) => {
  const { data } = addedSchema.safeParse(payload);
  return data && installed(data.installation.id, data.repositories_added);
};

/** These events have no `owner` of a repository, only its full name. */
function installed(id: number, added: z.infer<typeof repositories>): object[] {
  return added.map(({ full_name }) => {
    const [owner, repo] = full_name.split('/');
    return { kind: 'installed', installation: id, owner, repo };
  });
}
