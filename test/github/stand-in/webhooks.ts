import { createHmac, randomUUID } from 'node:crypto';
import { presentRepository } from './repositories.ts';
import type { RepositoryState, User } from './state.ts';
import { nodeId, presentUser } from './users.ts';
import type { World } from './world.ts';

/** GitHub ends a delivery that isn't answered by then. */
const answerWithinMs = 10_000;

/** One webhook that was sent, or sent again. */
export interface Delivery {
  readonly id: number;
  /** The same for a delivery and its redeliveries: the header `x-github-delivery`. */
  readonly guid: string;
  /** `issue_comment`. */
  readonly event: string;
  readonly action: string | null;
  readonly redelivery: boolean;
  readonly deliveredAt: string;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  /** The body, exactly as it was signed. */
  readonly body: string;
  /** Headers with the signature, for a test that sends it in its own way. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the receiver answered; 0 while it hasn't, 502 if it never does. */
  statusCode: number;
  durationMs: number;
}

/** What happened, for the app's webhook. */
export interface Announcement {
  readonly repository?: RepositoryState;
  readonly sender: User;
  readonly payload: Readonly<Record<string, unknown>>;
  /** For events that need no subscription, as `installation`. */
  readonly isAlwaysSent?: boolean;
}

/** Sends signed webhooks, and remembers them. */
export interface Webhooks {
  readonly deliveries: Delivery[];
  sendTo(url: string, secret: string): void;
  announce(event: string, announcement: Announcement): void;
  /** Sends a delivery again; `false` if there is none of this id. */
  redeliver(id: number): boolean;
  /** Resolves when every delivery was answered, those included that answers brought about. */
  settled(): Promise<void>;
}

/** Sends nothing until {@link Webhooks.sendTo} says where. */
export function createWebhooks(world: () => World): Webhooks {
  const deliveries: Delivery[] = [];
  const inFlight = new Set<Promise<void>>();
  let receiver: { readonly url: string; readonly secret: string } | undefined;

  const send = (url: string, delivery: Delivery) => {
    deliveries.push(delivery);
    const sent = post(url, delivery).finally(() => inFlight.delete(sent));
    inFlight.add(sent);
  };

  return {
    deliveries,
    sendTo(url, secret) {
      receiver = { url, secret };
    },
    announce(event, { repository, sender, payload, isAlwaysSent = false }) {
      const { app, nextId } = world();
      const installation = repository?.installation;
      const isWanted = isAlwaysSent || (installation !== undefined && app.events.includes(event));
      if (receiver === undefined || !isWanted) return;
      const installationId =
        installation?.id ?? (payload.installation as { id: number } | undefined)?.id ?? null;
      const body = JSON.stringify({
        ...payload,
        ...(repository !== undefined && { repository: presentRepository(world(), repository) }),
        sender: presentUser(sender),
        ...(payload.installation === undefined &&
          installationId !== null && {
            installation: { id: installationId, node_id: nodeId('Installation', installationId) },
          }),
      });
      const guid = randomUUID();
      const { secret } = receiver;
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      send(receiver.url, {
        id: nextId(),
        guid,
        event,
        action: typeof payload.action === 'string' ? payload.action : null,
        redelivery: false,
        deliveredAt: new Date().toISOString(),
        installationId,
        repositoryId: repository?.id ?? null,
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/044aadd',
          'x-github-delivery': guid,
          'x-github-event': event,
          'x-github-hook-id': '1',
          'x-github-hook-installation-target-id': String(app.id),
          'x-github-hook-installation-target-type': 'integration',
          'x-hub-signature-256': `sha256=${signature}`,
        },
        statusCode: 0,
        durationMs: 0,
      });
    },
    redeliver(id) {
      const delivery = deliveries.find((candidate) => candidate.id === id);
      if (delivery === undefined || receiver === undefined) return false;
      send(receiver.url, {
        ...delivery,
        id: world().nextId(),
        redelivery: true,
        deliveredAt: new Date().toISOString(),
        statusCode: 0,
        durationMs: 0,
      });
      return true;
    },
    async settled() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
  };
}

async function post(url: string, delivery: Delivery): Promise<void> {
  const start = performance.now();
  const { headers, body } = delivery;
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    delivery.statusCode = response.status;
  } catch {
    delivery.statusCode = 502;
  }
  delivery.durationMs = performance.now() - start;
}
