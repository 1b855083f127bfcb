import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { messageId } from '#src/domain/delivery/message-id.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { fillSlots, type CompiledDigest } from '#src/rendering/index.js';
import { wireMessage } from './transport.js';
import { ConnectionPool, isFailure } from './lanes/connection-pool.js';
import { DkimSigner } from './message/dkim/dkim-signer.js';
import { LetterWriter } from './message/letter-writer.js';
import { composeMessage, domainOf } from './message/mail-message.js';

export type TestResult = { to: string; outcome: 'accepted' | 'failed'; reply: string };

/** Nobody: a test mail's links open nothing. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Sends a render to a few addresses for a look, marked as a test. The ledger is not touched. */
@Injectable()
export class TestSender {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM'>,
    private readonly letters: LetterWriter,
    private readonly pool: ConnectionPool,
    private readonly signer: DkimSigner,
  ) {}

  async send({
    content,
    editionId,
    to,
  }: {
    content: CompiledDigest;
    editionId: string;
    to: string[];
  }): Promise<TestResult[]> {
    const results: TestResult[] = [];
    for (const address of to) results.push(await this.sendOne(content, editionId, address));
    return results;
  }

  private async sendOne(content: CompiledDigest, editionId: string, to: string): Promise<TestResult> {
    const links = this.letters.linksOf(NOBODY);
    const filled = fillSlots(content, links);
    const message = await composeMessage(
      {
        ...filled,
        to: { address: to, name: null },
        subject: `[Test] ${filled.subject}`,
        messageId: messageId(`test.${randomUUID()}`, domainOf(this.config.MAIL_FROM)),
        language: content.locale,
        unsubscribeUrl: links.unsubscribeUrl,
        feedback: { edition: editionId, locale: content.locale },
      },
      this.letters.sender(),
    );
    const signed = await this.signer.sign(message);
    const connection = await this.pool.acquire();
    if (isFailure(connection)) return { to, outcome: 'failed', reply: connection.reply };
    try {
      const handOff = await connection.send({ from: this.config.MAIL_FROM, to }, wireMessage([signed]), () =>
        Promise.resolve(true),
      );
      if (handOff.outcome === 'refused-by-fence') return { to, outcome: 'failed', reply: '' };
      return { to, outcome: handOff.outcome, reply: handOff.reply };
    } finally {
      this.pool.giveBack(connection);
    }
  }
}
