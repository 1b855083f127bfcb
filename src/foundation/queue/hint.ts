import type { Queue } from 'bullmq';
import { withDeadline } from '../clock/with-deadline.js';

/** A Redis that is away answers nothing at all: its client waits for it. Whoever only leaves a hint does not, nor does the request behind it. */
const PATIENCE_MS = 500;

/**
 * Wakes a worker by a job of ids only, which is not added again while it waits or is at work. Whether the queue took it in time: it may still
 * do so later, which does no harm, since hints may come twice, late or never.
 */
export async function leaveHint<Ids extends Record<string, string>>(
  queue: Queue<Ids>,
  { jobId, ids }: { jobId: string; ids: Ids },
): Promise<boolean> {
  const options = { jobId, removeOnComplete: true, removeOnFail: true, attempts: 1 };
  try {
    await withDeadline(PATIENCE_MS, (queue as Queue<Record<string, string>>).add('wake', ids, options));
    return true;
  } catch {
    return false;
  }
}
