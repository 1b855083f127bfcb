import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from './config.js';

const folder = () => mkdtempSync(join(tmpdir(), 'tradewind-config-'));
const keys = `k1:${Buffer.alloc(32, 1).toString('base64url')}`;

describe('the settings', () => {
  it('list every fault in one error, by name', () => {
    const attempt = () => loadConfig({ DATA_DIR: folder(), PORT: '70000', QUEUE_URL: 'http://x', LOG_LEVEL: 'loud' });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(/PORT:[\s\S]*LOG_LEVEL:|LOG_LEVEL:[\s\S]*PORT:/);
    expect(attempt).toThrow(/QUEUE_URL: must start with redis:/);
  });

  it('generate local secrets once and keep them to their owner', () => {
    const DATA_DIR = folder();
    const first = loadConfig({ DATA_DIR });
    expect(loadConfig({ DATA_DIR }).TOKEN_KEYS).toBe(first.TOKEN_KEYS);
    expect(statSync(join(DATA_DIR, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('require secrets where several machines must agree', () => {
    expect(() => loadConfig({ DATABASE_URL: 'postgres://db/x' })).toThrow(/ADMIN_TOKEN[\s\S]*TOKEN_KEYS/);
  });

  it('read a secret from a file', () => {
    const file = join(folder(), 'token');
    writeFileSync(file, 'a-token-of-more-than-24-characters\n');
    const config = loadConfig({ DATABASE_URL: 'postgres://db/x', ADMIN_TOKEN_FILE: file, TOKEN_KEYS: keys });
    expect(config.ADMIN_TOKEN).toBe('a-token-of-more-than-24-characters');
  });

  it('send mail to the development inbox until a relay is named', () => {
    const config = loadConfig({ DATA_DIR: folder(), INBOX_PORT: '2525' });
    expect(config).toMatchObject({
      SMTP_URL: 'smtp://127.0.0.1:2525',
      usesInbox: true,
      PUBLIC_URL: 'http://127.0.0.1:3000',
    });
  });

  it.each(['1', '10.0.0.5', '10.0.0.0/8, 2001:db8::/32'])('believe the proxies that are named: %s', (TRUST_PROXY) => {
    expect(loadConfig({ DATA_DIR: folder(), TRUST_PROXY }).TRUST_PROXY).toBe(TRUST_PROXY);
  });

  it.each(['true', '0', '10', '10.0.0.0/33', '10.0.0.5,', 'proxy.example', '10.0.0.0/8/8'])(
    'believe nobody by mistake: TRUST_PROXY=%s is refused',
    (TRUST_PROXY) => {
      expect(() => loadConfig({ DATA_DIR: folder(), TRUST_PROXY })).toThrow(/TRUST_PROXY: must be/);
    },
  );

  it('say in one line that a secrets file is damaged', () => {
    const DATA_DIR = folder();
    writeFileSync(join(DATA_DIR, 'secrets.json'), '{');
    expect(() => loadConfig({ DATA_DIR })).toThrow(/DATA_DIR: .*secrets\.json is damaged/);
  });
});
