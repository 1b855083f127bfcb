import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { enhancedCode, judge, retryDelaySeconds, type HandOffFailure } from '#src/domain/delivery/verdict.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { ConnectionPool, isFailure } from './connection-pool.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { LedgerRepository, type ClaimedDelivery, type Settlement } from './ledger.repository.js';
import { LetterWriter, type WrittenLetter } from './letter-writer.js';
import type { HandOff, TransportConnection } from './transport.js';
import { UnreadableVariantError, type StoredVariant } from './variant.repository.js';

type Settings = Pick<Config, 'DELIVERY_CLAIM_SIZE' | 'DELIVERY_LEASE_SECONDS' | 'DELIVERY_RETRY_SECONDS'>;

/** Why a lane stopped: nothing is due, its turn is over and other runs wait, the relay cannot be used now, the run was paused, or the process is ending. */
export type LaneEnd = 'empty' | 'relay-down' | 'paused' | 'closing' | 'turn-over';

/** A relay that drops a line now and then is normal; one that drops so many in a row is down. */
const LINES_LOST_IN_A_ROW = 3;

/** Claims in one turn of a lane; after that another run may have the line. */
const CLAIMS_PER_TURN = 5;

/** So many readers refused one after the other, and none accepted, is a fault of ours (relaying denied, a blocked sender), not of theirs. */
const REFUSALS_IN_A_ROW = 25;

/** What to do after one delivery. */
type Next = 'go-on' | 'paused' | 'relay-down';

/** Sends the deliveries of one run over one line, claim by claim, until nothing is due. Any number of lanes may work on a run. */
@Injectable()
export class DeliveryLane implements BeforeApplicationShutdown {
  private isClosing = false;
  /** Refusals since the last accepted mail, by run. */
  private readonly refusals = new Map<string, number>();

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
    for (let claims = 0; claims < CLAIMS_PER_TURN; claims += 1) {
      if (this.isClosing) return 'closing';
      const { claimed, suppressed } = await this.claim(editionId, token);
      this.report.count('suppressed', suppressed);
      if (claimed.length === 0 && suppressed === 0) return 'empty';
      const end = await this.sendAll(editionId, claimed, token);
      lost = end === 'relay-down' ? lost + 1 : 0;
      if (end !== 'go-on' && !(end === 'relay-down' && lost < LINES_LOST_IN_A_ROW)) return end;
    }
    return 'turn-over';
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
    const letter = await this.compose(editionId, delivery, token);
    if (typeof letter === 'string') return letter;
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

  /** A letter, or what to do when there is none: a fault of this one letter fails it, a fault of the shared render stops the run. */
  private async compose(editionId: string, delivery: ClaimedDelivery, token: string): Promise<WrittenLetter | Next> {
    let render: StoredVariant;
    try {
      render = await this.letters.render(delivery);
    } catch (error) {
      if (!(error instanceof UnreadableVariantError)) throw error;
      const failure: HandOffFailure = { phase: 'connect', code: null, reply: error.message };
      if (await this.ledger.pause(editionId, error.message)) this.report.paused(editionId, failure);
      return 'paused';
    }
    try {
      return await this.letters.write(delivery, render);
    } catch (error) {
      this.report.failedToCompose(delivery.id, error);
      const reply = 'the message could not be composed';
      await this.settle(delivery, token, { state: 'failed', code: null, reply, phase: 'compose' });
      return 'go-on';
    }
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
      this.refusals.delete(editionId);
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
        return verdict === 'failed' ? this.afterRefusal(editionId, failure) : 'go-on';
    }
  }

  private async afterRefusal(editionId: string, failure: HandOffFailure): Promise<Next> {
    const inARow = (this.refusals.get(editionId) ?? 0) + 1;
    this.refusals.set(editionId, inARow);
    if (inARow < REFUSALS_IN_A_ROW) return 'go-on';
    this.refusals.delete(editionId);
    const reason = `the last ${REFUSALS_IN_A_ROW} readers were refused: ${failure.reply}`;
    if (await this.ledger.pause(editionId, reason)) this.report.paused(editionId, failure);
    return 'paused';
  }

  private async settle(
    delivery: ClaimedDelivery,
    token: string,
    ending: Pick<Settlement, 'state' | 'code' | 'reply' | 'phase'>,
  ): Promise<void> {
    const settlement: Settlement = {
      ...ending,
      enhancedCode: ending.reply === null ? null : enhancedCode(ending.reply),
      relay: this.pool.relay,
      retrySeconds: this.retrySeconds(delivery),
    };
    const written = await patiently(() => this.ledger.settle(delivery.id, token, settlement));
    this.report.settled(delivery.id, written, ending);
  }
}

/** A reply that is known must not be lost to a database that is away for a moment; settling twice changes nothing. */
async function patiently<T>(write: () => Promise<T>): Promise<T> {
  for (const wait of [500, 1_000, 2_000, 4_000]) {
    try {
      return await write();
    } catch {
      await pause(wait);
    }
  }
  return write();
}
