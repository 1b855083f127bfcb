import { Injectable } from '@nestjs/common';
import { isInternational } from '#src/domain/address/parse-address.js';
import { Lanes } from '../lanes/lanes.js';
import { HandOffBook } from '../ledger/hand-off-book.js';
import { SignatureSelfCheckError } from '../message/dkim/check-signatures.js';
import { LetterWriter, type WrittenLetter } from '../message/letter-writer.js';
import { UnreadableVariantError } from '../message/variant.repository.js';
import { HandOffSettler, type Next, type Task } from './hand-off-settler.js';

type Render = Awaited<ReturnType<LetterWriter['render']>>;

/** Takes one claimed delivery from its letter to its end in the ledger. */
@Injectable()
export class DeliverySender {
  constructor(
    private readonly letters: LetterWriter,
    private readonly lanes: Lanes,
    private readonly book: HandOffBook,
    private readonly settler: HandOffSettler,
  ) {}

  async send(task: Task): Promise<Next> {
    try {
      return await this.sendLetter(task);
    } finally {
      this.lanes.promise(task.relay, task.delivery.provider, -1);
    }
  }

  private async sendLetter(task: Task): Promise<Next> {
    if (isInternational(task.delivery.email) && !this.lanes.carriesUtf8) return this.settler.failUncarried(task);
    let render: Render;
    try {
      render = await this.letters.render(task.delivery);
    } catch (error) {
      if (error instanceof UnreadableVariantError || error instanceof SignatureSelfCheckError)
        return this.settler.stopRun(task, error.message);
      this.settler.giveBack(task, 0);
      throw error;
    }
    let letter: WrittenLetter;
    try {
      letter = await this.letters.write(task.delivery, render, this.lanes.formOf(task.relay));
    } catch (error) {
      return this.settler.failToCompose(task, error);
    }
    return this.handOver(task, letter, render.linkIds !== undefined);
  }

  private async handOver(task: Task, letter: WrittenLetter, isTracked: boolean): Promise<Next> {
    const { delivery, relay, token } = task;
    const line = await this.lanes.acquire(relay, delivery.provider);
    if ('phase' in line) return this.settler.settle(task, { outcome: 'failed', ...line });
    try {
      const fence = () => this.book.handOff({ id: delivery.id, token, relay, isTracked });
      const handOff = await line.connection.send(letter.envelope, letter.message, fence);
      return await this.settler.settle(task, handOff);
    } finally {
      this.lanes.giveBackLine(line);
    }
  }
}
