const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Ctrl-C reaches a program twice when a runner such as npm passes it on as well; a person who means it presses again later. */
const SAME_PRESS_MS = 3_000;

/** The first SIGTERM or SIGINT. A later one ends the process at once, as Node does without a listener. */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((stop) => {
    const heard = (signal: NodeJS.Signals): void => {
      stop(signal);
      setTimeout(() => {
        for (const name of SIGNALS) process.removeListener(name, heard);
      }, SAME_PRESS_MS).unref();
    };
    for (const name of SIGNALS) process.on(name, heard);
  });
}
