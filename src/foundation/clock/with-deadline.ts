/** The work did not end in time; it may still be going on. */
export class DeadlineError extends Error {
  readonly code = 'timeout';
}

/** Waits for `work` no longer than `milliseconds`. The work itself cannot be stopped; its late failure is swallowed. */
export async function withDeadline<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => {
      fail(new DeadlineError(`no answer within ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
