import { setTimeout as pause } from 'node:timers/promises';
import type { BackendFactory, IQueueBackend } from 'bullmq';

/** How long a worker waits after it could not fetch a job. */
const PAUSE_MS = 1_000;

/**
 * A worker that fails to fetch a job asks again at once, unless the error is of the few that BullMQ takes for a lost connection: while a
 * server is starting, failing over or behind a proxy it would spin at full speed, starve the event loop and flood the log. Here it pauses.
 */
export function paced<B extends IQueueBackend, C>(factory: BackendFactory<B, C>): BackendFactory<B, C> {
  return (name, options, kind) => {
    const backend = factory(name, options, kind);
    const moveToActive = backend.moveToActive.bind(backend);
    backend.moveToActive = async (token, worker) => {
      try {
        const job: unknown[] = await moveToActive(token, worker);
        return job;
      } catch (error) {
        await pause(PAUSE_MS);
        throw error;
      }
    };
    return backend;
  };
}
