import { describe, expect, it } from 'vitest';
import { readLogLevel, readSettings } from '../../../../src/github/app/server/settings.ts';

const environment = { APP_ID: '12', WEBHOOK_SECRET: 'secret', HOME: '/home/someone' };

describe('the settings', () => {
  it('have defaults', () => {
    expect(readSettings({ ...environment, XDG_STATE_HOME: '/state', PORT: '' })).toEqual({
      appId: 12,
      host: 'localhost',
      port: 3000,
      webhookPath: '/api/github/webhooks',
      journal: '/state/branch-prod/app',
    });
    const { journal } = readSettings(environment);
    expect(journal).toMatch(/\/(\.local\/state|var\/lib)\/branch-prod\/app$/);
  });

  it('are the environment', () => {
    const given = { HOST: '0.0.0.0', PORT: '0', WEBHOOK_PATH: '/hook', BRANCH_PROD_STATE: '/data' };
    expect(readSettings({ ...environment, ...given })).toEqual({
      appId: 12,
      host: '0.0.0.0',
      port: 0,
      webhookPath: '/hook',
      journal: '/data/app',
    });
  });

  it.each([undefined, '', 'development'])('refuse the webhook secret %j', (secret) => {
    expect(() => readSettings({ ...environment, WEBHOOK_SECRET: secret })).toThrow(
      expect.objectContaining({
        code: 'usage',
        nextStep: expect.stringContaining('WEBHOOK_SECRET'),
      }),
    );
  });

  it.each([
    { APP_ID: 'Iv1.0123456789abcdef' },
    { APP_ID: '-1' },
    { APP_ID: '1e3' },
    { APP_ID: '' },
    { PORT: '65536' },
    { PORT: 'http' },
  ])('refuse what is no number: %j', (given) => {
    expect(() => readSettings({ ...environment, ...given })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });

  it('never log what Probot logs for debugging', () => {
    expect(
      ['debug', 'trace', '', undefined, 'warn'].map((level) =>
        readLogLevel({ LOG_LEVEL: level as never }),
      ),
    ).toEqual(['info', 'info', 'info', 'info', 'warn']);
  });
});
