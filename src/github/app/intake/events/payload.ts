import { z } from 'zod';

/** A time of GitHub's, which is mostly but not always in UTC. */
const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .transform((at) => ({ at }));

/** `{at}` of a payload's time, nothing for one that can't be read: the time of arrival is taken then. */
export const eventTime = time.catch({} as { at: string });

/** Who did it. */
export const senderSchema = z.object({ login: z.string(), type: z.string() });

/** What a payload that concerns a repository says in all events; other fields are left behind. */
const repositoryEvent = {
  installation: z.object({ id: z.number() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
};

/** The schema of a payload with these fields besides those of every repository's event. */
export function repositoryPayload<T extends z.ZodRawShape>(shape: T) {
  return z.object({ ...repositoryEvent, ...shape });
}

/** The fields of a task that say where it belongs. */
export function place(payload: {
  installation: { id: number };
  repository: { name: string; owner: { login: string } };
}): { installation: number; owner: string; repo: string } {
  return {
    installation: payload.installation.id,
    owner: payload.repository.owner.login,
    repo: payload.repository.name,
  };
}
