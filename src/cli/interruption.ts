/**
 * A signal that is aborted by the first Ctrl-C or SIGTERM, so that everything can be cleaned up; a second one ends
 * the program at once, and the next command cleans up.
 */
export function onInterruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}
