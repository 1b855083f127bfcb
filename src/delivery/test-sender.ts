import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isInternational } from '#src/domain/address/parse-address.js';
import type { CompiledDigest } from '#src/rendering/index.js';
import { Lanes } from './lanes/lanes.js';
import type { LetterTemplate } from './message/letter-template.js';
import { LetterWriter, type WrittenLetter } from './message/letter-writer.js';
import { UNCARRIED, type HandOff } from './transport.js';

export type TestResult = { to: string; outcome: 'accepted' | 'failed'; reply: string };

/** Nobody: a test mail's links open nothing. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Somebody waits for it. */
const URGENT = { isUrgent: true };

/** Sends a render to a few addresses for a look, marked as a test. The ledger is not touched. */
@Injectable()
export class TestSender {
  constructor(
    private readonly letters: LetterWriter,
    private readonly lanes: Lanes,
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
    const marked = { ...content, subject: `[Test] ${content.subject}` };
    const template = await this.letters.compile(marked, editionId);
    const results: TestResult[] = [];
    for (const address of to) results.push(await this.sendOne(template, address));
    return results;
  }

  private async sendOne(template: LetterTemplate, to: string): Promise<TestResult> {
    const reader = { id: `test.${randomUUID()}`, subscriberId: NOBODY, email: to, name: null };
    const needsUtf8 = isInternational(to);
    if (needsUtf8 && !this.lanes.carriesUtf8) return { to, outcome: 'failed', reply: UNCARRIED };
    const plan = await this.lanes.plan(1, ['other'], URGENT);
    const relay = plan.take('other', needsUtf8);
    await plan.end();
    if (relay === undefined) return { to, outcome: 'failed', reply: 'no relay can be reached now' };
    const letter = await this.letters.write(reader, template, this.lanes.formOf(relay));
    const first = await this.handOver(relay, letter);
    // A line that lay idle may be gone without our knowing; nothing of the mail has left then.
    const isStale = first.outcome === 'failed' && first.code === null && first.phase === 'mail';
    const handOff = isStale ? await this.handOver(relay, letter) : first;
    return { to, outcome: handOff.outcome === 'accepted' ? 'accepted' : 'failed', reply: replyOf(handOff) };
  }

  private async handOver(relay: string, { envelope, message }: WrittenLetter): Promise<HandOff> {
    const line = await this.lanes.acquire(relay, 'other', URGENT);
    if ('phase' in line) {
      const handOff: HandOff = { outcome: 'failed', ...line };
      this.lanes.heard(relay, 'other', handOff);
      return handOff;
    }
    try {
      const handOff = await line.connection.send(envelope, message, () => Promise.resolve(true));
      this.lanes.heard(relay, 'other', handOff);
      return handOff;
    } finally {
      this.lanes.giveBackLine(line);
    }
  }
}

/** Its fence is always open. */
function replyOf(handOff: HandOff): string {
  return 'reply' in handOff ? handOff.reply : '';
}
