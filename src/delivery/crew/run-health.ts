import { Injectable } from '@nestjs/common';

/** So many readers refused one after the other, and none accepted, is a fault of ours (relaying denied, a blocked sender), not of theirs. */
const REFUSALS_IN_A_ROW = 25;

/** More letters than this share that cannot be composed, once there are enough to judge by, are a fault of the render. */
const UNCOMPOSED_SHARE = 0.05;
const UNCOMPOSED_AT_LEAST = 20;

type Health = { refusedInARow: number; handled: number; uncomposed: number };

/** How well the letters of each run go that this process works on: whether a run should stop itself, and why. */
@Injectable()
export class RunHealth {
  private readonly runs = new Map<string, Health>();

  accepted(editionId: string): void {
    const health = this.of(editionId);
    health.handled += 1;
    health.refusedInARow = 0;
  }

  /** The reason to pause, or null. */
  refused(editionId: string, reply: string): string | null {
    const health = this.of(editionId);
    health.handled += 1;
    health.refusedInARow += 1;
    if (health.refusedInARow < REFUSALS_IN_A_ROW) return null;
    this.forget(editionId);
    return `the last ${REFUSALS_IN_A_ROW} readers were refused: ${reply}`;
  }

  /** The reason to pause, or null. */
  failedToCompose(editionId: string): string | null {
    const health = this.of(editionId);
    health.handled += 1;
    health.uncomposed += 1;
    const { handled, uncomposed } = health;
    if (uncomposed < UNCOMPOSED_AT_LEAST || uncomposed <= handled * UNCOMPOSED_SHARE) return null;
    this.forget(editionId);
    return `${uncomposed} of ${handled} messages could not be composed`;
  }

  /** Who resumes a run has looked at it: it is judged afresh. */
  forget(editionId: string): void {
    this.runs.delete(editionId);
  }

  private of(editionId: string): Health {
    let health = this.runs.get(editionId);
    if (health === undefined) {
      health = { refusedInARow: 0, handled: 0, uncomposed: 0 };
      this.runs.set(editionId, health);
    }
    return health;
  }
}
