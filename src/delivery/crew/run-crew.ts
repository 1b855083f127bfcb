import { Injectable } from '@nestjs/common';
import { Lanes } from '../lanes/lanes.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { ClaimFeed } from './claim-feed.js';
import { Claimer, type Claims } from './claimer.js';
import { DeliverySender } from './delivery-sender.js';
import type { Job, Next } from './hand-off-settler.js';
import { Outstanding } from './outstanding.js';

/** Why a crew stopped: what was due is done, nothing was due, every lane is full or held, the relays are down, the run was paused, or the process is ending. */
export type CrewEnd = 'done' | 'empty' | 'held' | 'closing' | Exclude<Next, 'go-on'>;

/**
 * Works on the deliveries of one run with as many hands as the lanes are wide: each takes a claimed delivery, hands it over, and takes the
 * next. Any number of crews, in any number of processes, may work on a run.
 */
@Injectable()
export class RunCrew {
  private readonly atWork = new Set<ClaimFeed>();
  private isClosing = false;

  constructor(
    private readonly claimer: Claimer,
    private readonly lanes: Lanes,
    private readonly ledger: LedgerRepository,
    private readonly sender: DeliverySender,
  ) {}

  /** Whoever is at work hands over what is in its hands, gives the rest back, and begins nothing more. */
  stop(): void {
    this.isClosing = true;
    for (const feed of this.atWork) feed.stop();
  }

  async work(editionId: string): Promise<CrewEnd> {
    if (this.isClosing) return 'closing';
    const { width } = this.lanes;
    const claims = this.claimer.claimsOn(editionId);
    const feed = new ClaimFeed(() => claims.more(), 2 * width);
    const outstanding = new Outstanding();
    const halt = (): void => {
      feed.stop();
    };
    const job = { editionId, token: claims.token, since: performance.now(), outstanding, halt };
    this.atWork.add(feed);
    try {
      const hand = () => this.hand(job, feed);
      const ends = await allOf(Array.from({ length: Math.max(width, 1) }, hand));
      return this.endOf(ends, claims);
    } finally {
      this.atWork.delete(feed);
      await this.giveBack(feed, claims.token);
      await outstanding.done();
      await claims.end();
    }
  }

  /** One after the other, until the feed is empty or something is wrong; then the others stop too. */
  private async hand(job: Job, feed: ClaimFeed): Promise<Next> {
    try {
      for (;;) {
        const routed = await feed.next();
        if (routed === undefined) return 'go-on';
        const next = await this.sender.send({ ...job, ...routed });
        if (next !== 'go-on') {
          feed.stop();
          return next;
        }
      }
    } catch (error) {
      feed.stop();
      throw error;
    }
  }

  private endOf(ends: Next[], claims: Claims): CrewEnd {
    const stopped = ends.find((end) => end !== 'go-on');
    if (stopped !== undefined) return stopped;
    if (this.isClosing) return 'closing';
    if (claims.waitMs !== null) return 'held';
    return claims.hasFound ? 'done' : 'empty';
  }

  /** What was claimed but not handed off does not wait for its lease to end. */
  private async giveBack(feed: ClaimFeed, token: string): Promise<void> {
    const left = await feed.left();
    for (const { relay, delivery } of left) this.lanes.promise(relay, delivery.provider, -1);
    await this.ledger.release(
      left.map(({ delivery }) => delivery.id),
      token,
      0,
    );
  }
}

/** Waits for all, also when one fails. */
async function allOf<T>(work: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
