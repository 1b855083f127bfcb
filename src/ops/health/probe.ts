import { errorCode } from '#src/foundation/error-code.js';
import { SchemaError } from '#src/foundation/database/schema.js';
import { withDeadline } from '#src/foundation/clock/with-deadline.js';
import { ClockSkewError } from './clock-skew.js';

/** What one look at a dependency found; `reason` is a short word or sentence without addresses or credentials. */
export type ProbeResult = { ok: true } | { ok: false; check: string; reason: string };

/**
 * One thing the process needs. While a look hangs, the next caller waits for the same one, so that health checks never pile up on a
 * database that is in trouble already.
 */
export class Probe {
  private pending: Promise<unknown> | undefined;

  constructor(
    readonly name: string,
    private readonly look: () => Promise<unknown>,
  ) {}

  async run(milliseconds: number): Promise<ProbeResult> {
    this.pending ??= this.look().finally(() => {
      this.pending = undefined;
    });
    try {
      await withDeadline(milliseconds, this.pending);
      return { ok: true };
    } catch (error) {
      return { ok: false, check: this.name, reason: reasonOf(error) };
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SchemaError || error instanceof ClockSkewError) return error.message;
  return errorCode(error) ?? 'unreachable';
}
