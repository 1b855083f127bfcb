import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { enhancedCode, judge, retryDelaySeconds, type HandOffFailure } from '#src/domain/delivery/verdict.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { ConnectionPool, isFailure } from './connection-pool.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { LedgerRepository, type ClaimedDelivery, type Settlement } from './ledger.repository.js';
import { LetterWriter, type WrittenLetter } from './letter-writer.js';
import type { HandOff, TransportConnection } from './transport.js';

type Settings = Pick<Config, 'DELIVERY_CLAIM_SIZE' | 'DELIVERY_LEASE_SECONDS' | 'DELIVERY_RETRY_SECONDS'>;

/** Why a lane stopped: nothing is due, the relay cannot be used now, the run was paused, or the process is ending. */
export type LaneEnd = 'empty' | 'relay-down' | 'paused' | 'closing';

/** A relay that drops a line now and then is normal; one that drops so many in a row is down. */
const LINES_LOST_IN_A_ROW = 3;

/** What to do after one delivery. */
type Next = 'go-on' | 'paused' | 'relay-down';

/** Sends the deliveries of one run over one line, claim by claim, until nothing is due. Any number of lanes may work on a run. */
@Injectable()
export class DeliveryLane implements BeforeApplicationShutdown {
  private isClosing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly ledger: LedgerRepository,
    private readonly letters: LetterWriter,
    private readonly pool: ConnectionPool,
    private readonly report: DeliveryMetrics,
  ) {}

  beforeApplicationShutdown(): void {
    this.isClosing = true;
  }

  async work(editionId: string): Promise<LaneEnd> {
    const token = randomUUID();
    let lost = 0;
    for (;;) {
      if (this.isClosing) return 'closing';
      const { claimed, suppressed } = await this.claim(editionId, token);
      this.report.count('suppressed', suppressed);
      if (claimed.length === 0 && suppressed === 0) return 'empty';
      const end = await this.sendAll(editionId, claimed, token);
      lost = end === 'relay-down' ? lost + 1 : 0;
      if (end !== 'go-on' && !(end === 'relay-down' && lost < LINES_LOST_IN_A_ROW)) return end;
    }
  }

  private claim(editionId: string, token: string) {
    return this.ledger.claim(editionId, this.config.DELIVERY_CLAIM_SIZE, token, this.config.DELIVERY_LEASE_SECONDS);
  }

  /** Whatever happens, a claim that was not handed off is given back at once instead of waiting for its lease to end. */
  private async sendAll(editionId: string, claimed: ClaimedDelivery[], token: string): Promise<Next | 'closing'> {
    const left = [...claimed];
    try {
      for (let delivery = left[0]; delivery !== undefined; delivery = left[0]) {
        if (this.isClosing) return 'closing';
        const next = await this.sendOne(editionId, delivery, token);
        if (next !== 'go-on') return next;
        left.shift();
      }
      return 'go-on';
    } finally {
      await this.ledger.release(
        left.map((delivery) => delivery.id),
        token,
      );
    }
  }

  private async sendOne(editionId: string, delivery: ClaimedDelivery, token: string): Promise<Next> {
    let letter: WrittenLetter;
    try {
      letter = await this.letters.write(delivery);
    } catch (error) {
      this.report.failedToCompose(delivery.id, error);
      await this.settle(delivery, token, {
        state: 'failed',
        code: null,
        reply: 'the message could not be composed',
        phase: 'compose',
      });
      return 'go-on';
    }
    const connection = await this.pool.acquire();
    if (isFailure(connection)) return this.afterFailure(editionId, delivery, token, connection);
    let handOff: HandOff;
    try {
      handOff = await this.handOver(connection, letter, delivery, token);
    } finally {
      this.pool.giveBack(connection);
    }
    return this.settleHandOff(editionId, delivery, token, handOff);
  }

  private handOver(
    connection: TransportConnection,
    letter: WrittenLetter,
    delivery: ClaimedDelivery,
    token: string,
  ): Promise<HandOff> {
    const fence = () => this.ledger.handOff(delivery.id, token, this.config.DELIVERY_LEASE_SECONDS);
    return connection.send(letter.envelope, letter.message, fence);
  }

  private async settleHandOff(
    editionId: string,
    delivery: ClaimedDelivery,
    token: string,
    handOff: HandOff,
  ): Promise<Next> {
    if (handOff.outcome === 'accepted') {
      await this.settle(delivery, token, { state: 'accepted', code: handOff.code, reply: handOff.reply, phase: 'dot' });
      return 'go-on';
    }
    if (handOff.outcome === 'failed') {
      if (judge(handOff) === 'release') await this.returnLost(delivery, token, handOff);
      return this.afterFailure(editionId, delivery, token, handOff);
    }
    // The reader left, the run stopped, or the claim was lost: the next claim decides, and says which.
    await this.ledger.release([delivery.id], token);
    return 'go-on';
  }

  /** A line that was lost with this reader's name on it: he goes behind the others, since the next line may be lost at him too. */
  private async returnLost(delivery: ClaimedDelivery, token: string, { phase, reply }: HandOffFailure): Promise<void> {
    await this.ledger.returnLost(delivery.id, token, { phase, reply, retrySeconds: this.retrySeconds(delivery) });
  }

  private retrySeconds({ attempt }: ClaimedDelivery): number {
    return retryDelaySeconds(attempt + 1, this.config.DELIVERY_RETRY_SECONDS, Math.random());
  }

  private async afterFailure(
    editionId: string,
    delivery: ClaimedDelivery,
    token: string,
    failure: HandOffFailure,
  ): Promise<Next> {
    const verdict = judge(failure);
    const { code, reply, phase } = failure;
    switch (verdict) {
      case 'pause':
        if (await this.ledger.pause(editionId, `${phase}: ${reply}`)) this.report.paused(editionId, failure);
        return 'paused';
      case 'release':
        this.report.relayDown(failure);
        return 'relay-down';
      default:
        await this.settle(delivery, token, { state: verdict, code, reply, phase });
        return 'go-on';
    }
  }

  private async settle(
    delivery: ClaimedDelivery,
    token: string,
    ending: Pick<Settlement, 'state' | 'code' | 'reply' | 'phase'>,
  ): Promise<void> {
    const written = await this.ledger.settle(delivery.id, token, {
      ...ending,
      enhancedCode: ending.reply === null ? null : enhancedCode(ending.reply),
      relay: this.pool.relay,
      retrySeconds: this.retrySeconds(delivery),
    });
    this.report.settled(delivery.id, written, ending);
  }
}
