import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What the gateway does with a request. */
export type Access =
  /** Passed on with this path and these headers, from which the token was removed. */
  | { kind: 'granted'; path: string; headers: IncomingHttpHeaders }
  /** Answered with a redirect to `location` and the cookie that lets the browser in from now on. */
  | { kind: 'entering'; location: string; cookie: string }
  | { kind: 'refused' };

/** Cookies don't know of ports: a browser sends those of every preview on 127.0.0.1 to each of them. */
const cookiePrefix = 'branch-prod-';

/**
 * The rule by which a preview lets requests in: its token as `Authorization: Bearer`, as cookie, or, for GET and
 * HEAD, as `?token=`, which is exchanged for the cookie so that the token stays in no history and no Referer.
 */
export function createAccessRule(options: {
  token: string;
  expiresAt: Date;
  /** Whether people reach the preview over https. */
  secure: boolean;
}): (request: { method: string; url: string; headers: IncomingHttpHeaders }) => Access {
  const { token, expiresAt, secure } = options;
  const cookieName = `${cookiePrefix}${digest(token).toString('hex').slice(0, 12)}`;
  const isToken = (value: string) => timingSafeEqual(digest(value), digest(token));

  return ({ method, url, headers }) => {
    const path = withoutParameter(url, 'token', isToken);
    if (path !== url && (method === 'GET' || method === 'HEAD')) {
      return { kind: 'entering', location: localPath(path), cookie: cookie() };
    }
    const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const byBearer = bearer !== undefined && isToken(bearer);
    const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const byCookie = cookies.some(
      (pair) => pair.startsWith(`${cookieName}=`) && isToken(pair.slice(cookieName.length + 1)),
    );
    if (!byBearer && !byCookie) return { kind: 'refused' };

    const passed = { ...headers };
    if (byBearer) delete passed.authorization;
    passed.cookie = cookies.filter((pair) => pair && !pair.startsWith(cookiePrefix)).join('; ');
    if (!passed.cookie) delete passed.cookie;
    return { kind: 'granted', path, headers: passed };
  };

  function cookie(): string {
    const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1_000));
    const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
    return `${cookieName}=${token}; ${attributes}${secure ? '; Secure' : ''}`;
  }
}

/** Digests have the same length, which timingSafeEqual needs. */
function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

/** The path and query without the parameters of that name and a matching value; all others stay as they are. */
function withoutParameter(url: string, name: string, matches: (value: string) => boolean): string {
  const start = url.indexOf('?');
  if (start === -1) return url;
  const parameters = url.slice(start + 1).split('&');
  const kept = parameters.filter((text) => {
    const value = new URLSearchParams(text).get(name);
    return value === null || !matches(value);
  });
  if (kept.length === parameters.length) return url;
  return url.slice(0, start) + (kept.length > 0 ? `?${kept.join('&')}` : '');
}

/** A browser takes `//name/` and `/\name/` for another host. */
function localPath(path: string): string {
  return path.replace(/^[/\\]*/, '/');
}
