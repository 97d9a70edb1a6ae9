import type { Socket } from 'node:net';

/** As PostgreSQL's authentication_timeout: who has not logged in by then is sent away, in milliseconds. */
const PATIENCE = 60_000;
/** So many connections without a session at once. */
const MOST = 500;

/** Connections of whom it is not known yet who they are: anybody on this machine can make one. */
export interface Strangers {
  add(socket: Socket): void;
  /** It has logged in. */
  admit(socket: Socket): void;
}

/** Sends those away that take too long, whatever they say meanwhile, and the oldest where there are too many. */
export function createStrangers(): Strangers {
  const timers = new Map<Socket, NodeJS.Timeout>();

  function forget(socket: Socket): void {
    clearTimeout(timers.get(socket));
    timers.delete(socket);
  }

  return {
    add(socket) {
      timers.set(
        socket,
        setTimeout(() => socket.destroy(), PATIENCE),
      );
      socket.once('close', () => forget(socket));
      const [oldest] = timers.keys();
      if (oldest === undefined || timers.size <= MOST) return;
      forget(oldest);
      oldest.destroy();
    },
    admit: forget,
  };
}
