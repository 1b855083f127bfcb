import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CompiledDigest } from '#src/rendering/index.js';
import { Lanes } from './lanes/lanes.js';
import type { LetterTemplate } from './message/letter-template.js';
import { LetterWriter } from './message/letter-writer.js';

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
    const { envelope, message } = await this.letters.write(reader, template);
    const plan = await this.lanes.plan(1, ['other'], URGENT);
    const relay = plan.take('other');
    if (relay === undefined) return { to, outcome: 'failed', reply: 'no relay can be reached now' };
    const line = await this.lanes.acquire(relay, 'other', URGENT);
    if ('phase' in line) return { to, outcome: 'failed', reply: line.reply };
    try {
      const handOff = await line.connection.send(envelope, message, () => Promise.resolve(true));
      this.lanes.heard(relay, 'other', handOff);
      if (handOff.outcome === 'refused-by-fence') return { to, outcome: 'failed', reply: '' };
      return { to, outcome: handOff.outcome, reply: handOff.reply };
    } finally {
      this.lanes.giveBackLine(line);
    }
  }
}
