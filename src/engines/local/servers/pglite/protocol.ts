/** What the engine tells the process that serves a directory. */
export type Order =
  | {
      readonly type: 'start';
      readonly dataDirectory: string;
      readonly database: string;
      /** Listen on a unix socket in this folder instead of a loopback port. */
      readonly socketDirectory?: string;
      readonly login?: { readonly user: string; readonly password: string };
    }
  | { readonly type: 'stop' };

/** What that process answers to `start`. */
export type Report =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'failed'; readonly reason: string };
