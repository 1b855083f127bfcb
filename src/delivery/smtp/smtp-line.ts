import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Envelope, Fence, HandOff, TransportConnection, WireMessage } from '../transport.js';
import { FenceClosedError, FencedBody } from './fenced-body.js';
import { replyText, sendFailure } from './smtp-failure.js';

export type LineTimeouts = { beforeBodySeconds: number; finalReplySeconds: number };

/** One SMTP connection that hands over one message after another. */
export class SmtpLine implements TransportConnection {
  isUsable = true;

  constructor(
    private readonly connection: SMTPConnection,
    private readonly timeouts: LineTimeouts,
  ) {
    const lost = (): void => {
      this.isUsable = false;
    };
    connection.on('error', lost);
    connection.on('end', lost);
  }

  send(envelope: Envelope, message: WireMessage, fence: Fence): Promise<HandOff> {
    return new Promise((settle) => {
      const deadline = new Deadline(() => {
        end(new Error('the relay did not answer in time'));
      });
      const body = new FencedBody(Buffer.concat(message.pieces), () => {
        deadline.stop();
        return fence();
      });
      body.once('end', () => {
        deadline.start(this.timeouts.finalReplySeconds);
      });
      let isSettled = false;
      const end = (error: Error | null, reply?: string): void => {
        if (isSettled) return;
        isSettled = true;
        deadline.stop();
        void (error === null ? Promise.resolve(acceptedBy(reply ?? '')) : failureOf(error, body)).then(
          async (result) => {
            await this.recover(result);
            settle(result);
          },
        );
      };
      deadline.start(this.timeouts.beforeBodySeconds);
      this.connection.send({ from: envelope.from, to: [envelope.to] }, body, (error, info) => {
        end(error, error === null ? info.response : undefined);
      });
    });
  }

  close(): void {
    if (this.isUsable) this.connection.quit();
    this.isUsable = false;
  }

  /** Makes the line ready for the next message, or drops it. */
  private async recover(result: HandOff): Promise<void> {
    const need = needAfter(result);
    if (need === 'drop' || !this.isUsable) {
      this.drop();
      return;
    }
    if (need === 'reset' && !(await this.reset())) this.drop();
  }

  private reset(): Promise<boolean> {
    return new Promise((resolve) => {
      const deadline = new Deadline(() => {
        resolve(false);
      });
      deadline.start(this.timeouts.beforeBodySeconds);
      this.connection.reset((error) => {
        deadline.stop();
        resolve(error === null);
      });
    });
  }

  /** Without the final dot, so that a message that was refused by its fence is never complete. */
  private drop(): void {
    this.isUsable = false;
    this.connection.close();
  }
}

/** A refused sender or recipient leaves a transaction open, which RSET ends; after a lost line, a 421 or a closed fence nothing helps. */
function needAfter(result: HandOff): 'nothing' | 'reset' | 'drop' {
  if (result.outcome === 'accepted') return 'nothing';
  if (result.outcome === 'refused-by-fence' || result.code === null || result.code === 421 || result.phase === 'body')
    return 'drop';
  return result.phase === 'dot' ? 'nothing' : 'reset';
}

function acceptedBy(reply: string): HandOff {
  const code = Number(/^\d{3}/.exec(reply)?.[0] ?? Number.NaN);
  if (code >= 200 && code <= 299) return { outcome: 'accepted', code, reply: replyText(reply) };
  return { outcome: 'failed', phase: 'dot', code: null, reply: replyText(reply) };
}

async function failureOf(error: Error, body: FencedBody): Promise<HandOff> {
  if (error instanceof FenceClosedError) return { outcome: 'refused-by-fence' };
  const failure = sendFailure(error, body.progress);
  body.destroy();
  const isHandedOff = failure.phase !== 'body' && failure.phase !== 'dot' && (await body.wasOpened());
  return { outcome: 'failed', ...failure, phase: isHandedOff ? 'body' : failure.phase };
}

/** One timer that can be moved on. */
class Deadline {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onMissed: () => void) {}

  start(seconds: number): void {
    this.stop();
    this.timer = setTimeout(this.onMissed, seconds * 1_000);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
