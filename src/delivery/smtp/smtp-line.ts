import type { Envelope, Fence, HandOff, TransportConnection, WireMessage } from '../transport.js';
import { Deadlines, type LineTimeouts } from './deadlines.js';
import type { FencedConnection } from './fenced-connection.js';
import { envelopeAddress, needsSmtpUtf8 } from './mailbox.js';
import { FenceClosedError, Passage, type Progress } from './passage.js';
import { replyText, sendFailure } from './smtp-failure.js';

/** One SMTP connection that hands over one message after another. */
export class SmtpLine implements TransportConnection {
  isUsable = true;
  private readonly deadlines: Deadlines;
  private onMissed: () => void = () => undefined;

  constructor(
    private readonly connection: FencedConnection,
    timeouts: LineTimeouts,
  ) {
    this.deadlines = new Deadlines(timeouts, () => {
      this.onMissed();
    });
    const lost = (): void => {
      this.isUsable = false;
    };
    connection.on('error', lost);
    connection.on('end', lost);
  }

  send(envelope: Envelope, message: WireMessage, fence: Fence): Promise<HandOff> {
    const from = envelopeAddress(envelope.from);
    const to = envelopeAddress(envelope.to);
    const refusal = this.connection.offers('SMTPUTF8') ? undefined : refusedName(from, to);
    if (refusal !== undefined) return Promise.resolve(refusal);
    return this.handOver({ from, to }, new Passage(message, fence, this.deadlines));
  }

  close(): void {
    if (this.isUsable) this.connection.quit();
    this.isUsable = false;
  }

  private handOver(envelope: Envelope, passage: Passage): Promise<HandOff> {
    return new Promise((settle) => {
      let isSettled = false;
      const end = (error: Error | null, reply = ''): void => {
        if (isSettled) return;
        isSettled = true;
        this.deadlines.stop();
        const answer = error === null ? answerOf(reply, passage.progress) : failureOf(error, passage);
        if ('outcome' in answer && answer.outcome === 'accepted') settle(answer);
        else void this.afterFailure(answer).then(settle);
      };
      this.onMissed = () => {
        end(new Error('the relay did not answer in time'));
      };
      this.deadlines.awaitGoAhead();
      this.connection.handOver(envelope, passage, (error, info) => {
        end(error, error === null ? info.response : undefined);
      });
    });
  }

  /** Makes the line ready for the next message, or drops it. */
  private async afterFailure(answer: HandOff | Promise<HandOff>): Promise<HandOff> {
    const result = await answer;
    if (!(await this.isReadyAfter(result))) this.drop();
    return result;
  }

  /** A refused sender or recipient leaves a transaction open, which RSET ends; after a lost line, a 421 or a closed fence nothing helps. */
  private async isReadyAfter(result: HandOff): Promise<boolean> {
    if (!this.isUsable || result.outcome !== 'failed') return false;
    if (result.code === null || result.code === 421 || result.phase === 'body') return false;
    return (result.phase === 'dot' && !this.connection.needsResetAfterRefusal) || this.reset();
  }

  private reset(): Promise<boolean> {
    return new Promise((resolve) => {
      this.onMissed = () => {
        resolve(false);
      };
      this.deadlines.awaitGoAhead();
      this.connection.reset((error) => {
        this.deadlines.stop();
        resolve(error === null);
      });
    });
  }

  /** Without the end of a message, so that one that was refused by its fence is never complete. */
  private drop(): void {
    this.isUsable = false;
    this.connection.close();
  }
}

/** RFC 6531 §3.2: a relay without SMTPUTF8 cannot carry a name in another script, and asking it would only cost a message. */
function refusedName(from: string, to: string): HandOff | undefined {
  const phase = needsSmtpUtf8(from) ? 'mail' : needsSmtpUtf8(to) ? 'rcpt' : undefined;
  if (phase === undefined) return undefined;
  return { outcome: 'failed', phase, code: 553, reply: '553 5.6.7 the relay does not offer SMTPUTF8' };
}

/** A yes to a message whose end has not left is an answer to something else. */
function answerOf(reply: string, progress: Progress): HandOff {
  const code = Number(/^\d{3}/.exec(reply)?.[0] ?? Number.NaN);
  const isYes = code >= 200 && code <= 299;
  if (progress === 'spent' && isYes) return { outcome: 'accepted', code, reply: replyText(reply) };
  return { outcome: 'failed', phase: progress === 'spent' ? 'dot' : 'body', code: null, reply: replyText(reply) };
}

async function failureOf(error: Error, passage: Passage): Promise<HandOff> {
  if (error instanceof FenceClosedError) return { outcome: 'refused-by-fence' };
  const failure = sendFailure(error, passage.progress);
  const isHandedOff = passage.progress === 'asking' && (await passage.wasOpened());
  return { outcome: 'failed', ...failure, phase: isHandedOff ? 'body' : failure.phase };
}
