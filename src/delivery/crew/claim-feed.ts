import type { ClaimedDelivery } from '../ledger/ledger.repository.js';

/** A claimed delivery and the relay it goes through. */
export type RoutedDelivery = { delivery: ClaimedDelivery; relay: string };

/** Claims the next deliveries; undefined when there is nothing to claim now. */
export type ClaimMore = () => Promise<RoutedDelivery[] | undefined>;

/**
 * What the hands of a crew take from. The next claim is made while the last one is being sent, so that nobody waits for the database. Once
 * stopped it gives nothing any more, and `left` is what was claimed in vain.
 */
export class ClaimFeed {
  private rows: RoutedDelivery[] = [];
  private at = 0;
  private filling: Promise<void> | undefined;
  private isDry = false;
  private isStopped = false;

  /** Claims more when fewer than `low` are left. */
  constructor(
    private readonly claimMore: ClaimMore,
    private readonly low: number,
  ) {}

  async next(): Promise<RoutedDelivery | undefined> {
    for (;;) {
      if (this.isStopped) return undefined;
      const row = this.rows[this.at];
      if (row !== undefined) {
        this.at += 1;
        if (this.rows.length - this.at < this.low) this.fillSoon();
        return row;
      }
      if (this.isDry) return undefined;
      await this.fill();
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  /** Stops, waits for a claim that is on its way, and gives what nobody took. */
  async left(): Promise<RoutedDelivery[]> {
    this.isStopped = true;
    await this.filling?.catch(() => undefined);
    return this.rows.slice(this.at);
  }

  /** A claim that fails here is made again by the first who waits for it, and he is told. */
  private fillSoon(): void {
    if (!this.isDry) this.fill().catch(() => undefined);
  }

  private fill(): Promise<void> {
    this.filling ??= this.claimMore()
      .then((rows) => {
        this.isDry = rows === undefined;
        this.rows = this.rows.slice(this.at).concat(rows ?? []);
        this.at = 0;
      })
      .finally(() => {
        this.filling = undefined;
      });
    return this.filling;
  }
}
