import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { redeliverMissed } from '../../../../src/github/app/intake/missed-deliveries.ts';
import { createGitHubClient } from '../../../../src/github/client.ts';
import { keepingLog } from '../fakes.ts';

const api = 'https://api.github.com';
const now = () => new Date('2026-01-10T00:00:00Z');
const client = () => createGitHubClient({ token: new Secret('jwt'), baseUrl: api });
const delivery = (id: number, guid: string, status = 'OK', at = '2026-01-09T12:00:00Z') => ({
  ...{ id, guid, status, delivered_at: at, redelivery: false, duration: 0.1, event: 'issues' },
});

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(pending).toEqual([]);
});

const list = (deliveries: object[], headers: Record<string, string> = {}, query: object = {}) =>
  nock(api)
    .get('/app/hook/deliveries')
    .query({ per_page: '100', ...query })
    .reply(200, deliveries, headers);
const redeliver = (id: number, order: number[] = []) =>
  nock(api)
    .post(`/app/hook/deliveries/${id}/attempts`)
    .reply(() => {
      order.push(id);
      return [202, {}];
    });

describe('deliveries that were missed', () => {
  it('are asked for again, oldest first and each once', async () => {
    list([
      delivery(9, 'a', 'timed out'),
      delivery(8, 'b', 'OK'),
      delivery(7, 'c', 'failed to connect'),
      delivery(6, 'b', 'failed to connect'),
      delivery(5, 'a', 'failed to connect'),
    ]);
    const order: number[] = [];
    redeliver(7, order);
    redeliver(9, order);
    expect(await redeliverMissed(client(), { log: keepingLog().log, now })).toBe(2);
    expect(order).toEqual([7, 9]);
  });

  it('are none where everything arrived', async () => {
    list([delivery(2, 'b'), delivery(1, 'a')]);
    expect(await redeliverMissed(client(), { log: keepingLog().log, now })).toBe(0);
  });

  it('are looked for on all pages of three days and no further', async () => {
    const next = `<${api}/app/hook/deliveries?per_page=100&cursor=c2>; rel="next"`;
    list([delivery(3, 'c')], { link: next });
    const further = `<${api}/app/hook/deliveries?per_page=100&cursor=c3>; rel="next"`;
    list(
      [delivery(2, 'b', 'Bad Gateway'), delivery(1, 'a', 'Bad Gateway', '2026-01-06T23:00:00Z')],
      { link: further },
      { cursor: 'c2' },
    );
    redeliver(2);
    expect(await redeliverMissed(client(), { log: keepingLog().log, now })).toBe(1);
  });

  it('do not keep each other back: what is refused is said', async () => {
    list([delivery(2, 'b', 'Bad Gateway'), delivery(1, 'a', 'Bad Gateway')]);
    nock(api).post('/app/hook/deliveries/1/attempts').reply(422, { message: 'too old' });
    redeliver(2);
    const { log, lines } = keepingLog();
    expect(await redeliverMissed(client(), { log, now })).toBe(1);
    expect(lines).toMatchObject([{ level: 'error', fields: { delivery: 'a' } }]);
  });

  it('are read with care', async () => {
    list([{ id: '../../x', guid: 'a', status: 'lost', delivered_at: '2026-01-09T12:00:00Z' }, {}]);
    expect(await redeliverMissed(client(), { log: keepingLog().log, now })).toBe(0);
  });
});
