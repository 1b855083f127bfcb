/** The first SIGTERM or SIGINT. A second one of the same kind ends the process at once, as Node does without a listener. */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((stop) => {
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}
