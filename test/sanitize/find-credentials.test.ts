import { describe, expect, it } from 'vitest';
import { redactCredentials } from '../../src/sanitize/find-credentials.ts';

describe('redacting credentials in code', () => {
  it.each([
    ["dblink('host=db port=5432 user=u password=hunter2', q)", 'hunter2'],
    ["dblink('password=hunter2 host=db')", 'hunter2'],
    ["dblink('host=db\n  password = hunter2')", 'hunter2'],
    ["dblink('host=db password=''hunter 2'' user=u')", 'hunter 2'],
    ["dblink($$host=db password='hunter 2'$$)", 'hunter 2'],
    ["dblink_connect('password=hunter2')", 'hunter2'],
    ['dblink_connect($$password=hunter2$$)', 'hunter2'],
    ["'host=db password=' || 'hunter2'", 'hunter2'],
    ["'sslmode=verify-full sslpassword=hunter2'", 'hunter2'],
    ["CREATE ROLE app PASSWORD 'hunter2'", 'hunter2'],
    ["EXECUTE 'ALTER ROLE app PASSWORD ''hunter2'''", 'hunter2'],
    ["CREATE USER MAPPING FOR x SERVER y OPTIONS (user 'u', password 'hunter2')", 'hunter2'],
    ["dblink('postgresql://u:hunter2@db/x')", 'hunter2'],
    [
      "http_header('Authorization', 'Bearer sk-live0123456789abcdefgh')",
      'sk-live0123456789abcdefgh',
    ],
  ])('takes it from %s', (code, credential) => {
    const redacted = redactCredentials(code);
    expect(redacted).not.toContain(credential);
    expect(redacted).toContain('redacted');
    expect(redactCredentials(redacted)).toBe(redacted);
  });

  it.each([
    'UPDATE users SET host = p_host, password = crypt(p_password, salt) WHERE id = 1',
    'SELECT * FROM users WHERE password=p_password AND user=current_user',
    "SELECT password = 'x' FROM users",
    "IF NEW.password = '' THEN RAISE 'password missing'; END IF;",
    "format('host=%s user=%s password=%s', h, u, p)",
    "format('host=%1$s password=%2$L', h, p)",
    "EXECUTE 'SELECT 1 WHERE password=$1 AND host=$2' USING p, h",
    "format('ALTER ROLE %I PASSWORD %L', r, p)",
    "'https://db.example/x?password='",
  ])('leaves code alone: %s', (code) => {
    expect(redactCredentials(code)).toBe(code);
  });

  it('takes of a hostile text time in proportion to its length', () => {
    for (const part of ["password='", 'password=host=', ' host=a password', "''''", '$password=']) {
      expect(redactCredentials(part.repeat(200_000)).length).toBeGreaterThan(0);
    }
  });
});
