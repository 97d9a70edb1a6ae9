import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import { z } from 'zod';
import type { GitHubClient } from '../../client.ts';
import type { TaskLog } from '../tools.ts';

/** GitHub delivers again what is up to three days old. */
const days = 3;
/** Pages of a hundred that are looked through: a start must not use up the App's requests of the hour. */
const mostPages = 200;

const deliverySchema = z.object({
  id: z.int().positive(),
  guid: z.string().max(100),
  delivered_at: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  status: z.string(),
});
type Delivery = z.infer<typeof deliverySchema>;

/**
 * Asks GitHub for the deliveries that failed while the App was away, oldest first: GitHub doesn't send them again by
 * itself. https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 *
 * @param client with the App's own rights, not an installation's
 * @returns how many were asked for
 */
export async function redeliverMissed(
  client: GitHubClient,
  { log, now }: { log: TaskLog; now: () => Date },
): Promise<number> {
  const since = new Date(now().getTime() - days * 24 * 3600 * 1000);
  let asked = 0;
  for (const { id, guid } of missed(await recentDeliveries(client, since))) {
    try {
      await client.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id });
      asked += 1;
    } catch (error) {
      log.error({ delivery: guid, error }, 'A missed delivery could not be asked for.');
    }
  }
  return asked;
}

/** The newest attempt at each event that no attempt brought, oldest first; attempts at one event share its guid. */
function missed(newestFirst: readonly Delivery[]): Delivery[] {
  const arrived = new Set(
    newestFirst.filter(({ status }) => status === 'OK').map(({ guid }) => guid),
  );
  const newest = new Map<string, Delivery>();
  for (const delivery of newestFirst) {
    if (!arrived.has(delivery.guid) && !newest.has(delivery.guid))
      newest.set(delivery.guid, delivery);
  }
  return [...newest.values()].reverse();
}

/** GitHub lists them newest first. */
async function recentDeliveries(client: GitHubClient, since: Date): Promise<Delivery[]> {
  const found: Delivery[] = [];
  let pages = 0;
  const list = composePaginateRest.iterator(client, 'GET /app/hook/deliveries', { per_page: 100 });
  for await (const { data } of list) {
    const page = data.flatMap((item) => deliverySchema.safeParse(item).data ?? []);
    const recent = page.filter(({ delivered_at }) => delivered_at >= since);
    found.push(...recent);
    pages += 1;
    if (recent.length < page.length || pages === mostPages) break;
  }
  return found;
}
