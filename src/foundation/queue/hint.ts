import { withDeadline } from '../clock/with-deadline.js';

/** A Redis that is away answers nothing at all: its client waits for it. Whoever only leaves a hint does not, nor does the request behind it. */
const PATIENCE_MS = 500;

/** Whether the queue took a hint in time. It may still do so later, which does no harm: hints may come twice, late or never. */
export async function leaveHint(work: Promise<unknown>): Promise<boolean> {
  try {
    await withDeadline(PATIENCE_MS, work);
    return true;
  } catch {
    return false;
  }
}
