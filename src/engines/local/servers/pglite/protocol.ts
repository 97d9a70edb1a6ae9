/** What the engine tells the process that serves a directory. */
export type Order =
  | {
      readonly type: 'start';
      readonly dataDirectory: string;
      readonly database: string;
      /** Listen on a unix socket in this folder instead of a loopback port. */
      readonly socketDirectory?: string;
      readonly login?: Login;
    }
  /** From now on this role is the only one that can log in. */
  | { readonly type: 'open'; readonly login: Login }
  | { readonly type: 'stop' };

/** Who may log in; without it the folder of the socket is the protection. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** What that process answers to `start` and to `open`. */
export type Report =
  | { readonly type: 'ready'; readonly port: number }
  | { readonly type: 'failed'; readonly reason: string };
