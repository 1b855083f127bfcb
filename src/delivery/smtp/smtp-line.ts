import { refusedEnvelope } from '../envelope.js';
import type { Envelope, Fence, HandOff, TransportConnection, WireMessage } from '../transport.js';
import type { Conversation } from './conversation.js';
import { Deadlines, type LineTimeouts } from './deadlines.js';
import { envelopeAddress, needsSmtpUtf8 } from './mailbox.js';
import { Passage } from './passage.js';

/** One SMTP connection that hands over one message after another. */
export class SmtpLine implements TransportConnection {
  isUsable = true;
  private hasCarried = false;
  private readonly deadlines: Deadlines;
  private readonly isChunking: boolean;
  /** Whoever waits for the relay now. */
  private waiting: Pick<Passage, 'missed' | 'lost'> | undefined;

  /**
   * `wantsChunking`: BDAT (RFC 3030) instead of DATA, where the relay offers it. It saves nothing but the final dot, while DATA's 354 is the
   * natural place of the fence and every relay knows it, so it is not used unasked.
   */
  constructor(
    private readonly talk: Conversation,
    timeouts: LineTimeouts,
    wantsChunking = false,
  ) {
    this.isChunking = wantsChunking && talk.offers('CHUNKING');
    this.deadlines = new Deadlines(timeouts, () => {
      this.waiting?.missed();
    });
    talk.onLost = (error, lastWords) => {
      this.isUsable = false;
      this.waiting?.lost(error, lastWords);
    };
  }

  send(envelope: Envelope, message: WireMessage, fence: Fence): Promise<HandOff> {
    const from = envelopeAddress(envelope.from);
    const to = envelopeAddress(envelope.to);
    const refusal = this.isUsable ? (refusedEnvelope({ from, to }) ?? this.refusedName(from, to)) : GONE;
    if (refusal !== undefined) return Promise.resolve(refusal);
    return new Promise((settle) => {
      const passage = new Passage(
        this.talk,
        this.deadlines,
        { message, fence, isChunking: this.isChunking },
        (handOff) => {
          if (handOff.outcome !== 'accepted') {
            void this.afterFailure(handOff).then(settle);
            return;
          }
          this.hasCarried = true;
          settle(handOff);
        },
      );
      this.waiting = passage;
      passage.begin({ from, to });
    });
  }

  close(): void {
    if (this.isUsable) this.talk.quit();
    this.isUsable = false;
  }

  /** RFC 6531 §3.2: a relay without SMTPUTF8 cannot carry a name in another script, and asking it would only cost a message. */
  private refusedName(from: string, to: string): HandOff | undefined {
    if (this.talk.offers('SMTPUTF8')) return undefined;
    const phase = needsSmtpUtf8(from) ? 'mail' : needsSmtpUtf8(to) ? 'rcpt' : undefined;
    if (phase === undefined) return undefined;
    return { outcome: 'failed', phase, code: 553, reply: '553 5.6.7 the relay does not offer SMTPUTF8' };
  }

  /** Makes the line ready for the next message, or drops it. */
  private async afterFailure(result: HandOff): Promise<HandOff> {
    if (!(await this.isReadyAfter(result))) this.drop();
    return this.isGoodbye(result) ? { ...result, isGoodbye: true } : result;
  }

  private isGoodbye(result: HandOff): result is Extract<HandOff, { outcome: 'failed' }> {
    return this.hasCarried && result.outcome === 'failed' && result.phase === 'mail' && result.code === 421;
  }

  /** A refused sender or recipient leaves a transaction open, which RSET ends; after a lost line, a 421 or a closed fence nothing helps. */
  private async isReadyAfter(result: HandOff): Promise<boolean> {
    if (!this.isUsable || result.outcome !== 'failed') return false;
    if (result.code === null || result.code === 421 || result.phase === 'body') return false;
    // The answer to something else: those that follow would be too, each to the message before.
    if (result.code < 400) return false;
    // A message that was refused leaves BDAT in a state that only RSET ends (RFC 3030 §2).
    return (result.phase === 'dot' && !this.isChunking) || this.reset();
  }

  private reset(): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isReady: boolean): void => {
        this.deadlines.stop();
        resolve(isReady);
      };
      const failed = (): void => {
        end(false);
      };
      this.waiting = { missed: failed, lost: failed };
      this.deadlines.awaitGoAhead();
      this.talk.say('RSET\r\n', (reply) => {
        end(reply.startsWith('2'));
      });
    });
  }

  /** Without the end of a message, so that one that was refused by its fence is never complete. */
  private drop(): void {
    this.isUsable = false;
    this.talk.drop();
  }
}

/** Lost in the moment in which it was taken. */
const GONE: HandOff = { outcome: 'failed', phase: 'mail', code: null, reply: 'the line was lost' };
