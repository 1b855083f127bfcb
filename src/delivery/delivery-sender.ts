import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { ConnectionPool, isFailure } from './lanes/connection-pool.js';
import { HandOffSettler, type Next, type Task } from './hand-off-settler.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LetterWriter, type WrittenLetter } from './message/letter-writer.js';
import type { HandOff, TransportConnection } from './transport.js';
import { UnreadableVariantError, type StoredVariant } from './message/variant.repository.js';

/** Takes one claimed delivery from its letter to its end in the ledger. */
@Injectable()
export class DeliverySender {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_LEASE_SECONDS'>,
    private readonly ledger: LedgerRepository,
    private readonly letters: LetterWriter,
    private readonly pool: ConnectionPool,
    private readonly settler: HandOffSettler,
  ) {}

  async send(task: Task): Promise<Next> {
    let render: StoredVariant;
    try {
      render = await this.letters.render(task.delivery);
    } catch (error) {
      if (error instanceof UnreadableVariantError) return this.settler.pause(task.editionId, error.message);
      throw error;
    }
    let letter: WrittenLetter;
    try {
      letter = await this.letters.write(task.delivery, render);
    } catch (error) {
      return this.settler.failToCompose(task, error);
    }
    return this.handOver(task, letter);
  }

  private async handOver(task: Task, letter: WrittenLetter): Promise<Next> {
    const connection = await this.pool.acquire();
    if (isFailure(connection)) return this.settler.settle(task, { outcome: 'failed', ...connection });
    let handOff: HandOff;
    try {
      handOff = await this.over(connection, task, letter);
    } finally {
      this.pool.giveBack(connection);
    }
    return this.settler.settle(task, handOff);
  }

  private over(connection: TransportConnection, { delivery, token }: Task, letter: WrittenLetter): Promise<HandOff> {
    const fence = () => this.ledger.handOff(delivery.id, token, this.config.DELIVERY_LEASE_SECONDS);
    return connection.send(letter.envelope, letter.message, fence);
  }
}
