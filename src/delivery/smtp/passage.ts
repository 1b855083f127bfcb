import type { HandOffFailure, Phase } from '#src/domain/delivery/verdict.js';
import type { Envelope, Fence, HandOff, WireMessage } from '../transport.js';
import type { Conversation } from './conversation.js';
import type { Deadlines } from './deadlines.js';
import { framedForBdat, framedForData, type Framed } from './framing.js';
import { needsSmtpUtf8 } from './mailbox.js';
import { codeOf, refusal, replyText } from './smtp-failure.js';

/**
 * How far a message came: `mail`, `rcpt` and `data` wait for that answer; `asking` for the fence. `open`: bytes of it may have left, but not
 * its end. `spent`: its end may have left, so the relay may have taken it.
 */
type Progress = 'mail' | 'rcpt' | 'data' | 'asking' | 'open' | 'spent';

/** Up to here a message leaves with its end in one write (a digest for Gmail is smaller); above it the end waits until the rest is out. */
const LARGEST_SINGLE_WRITE = 128 * 1_024;

/** Its callback tells that everything before it was taken. */
const NOTHING = Buffer.alloc(0);

/**
 * One message over one line: the envelope, in one write where the relay has PIPELINING (RFC 2920), the fence, and only then the message,
 * after DATA's 354, or by BDAT (RFC 3030) where `isChunking`.
 */
export class Passage {
  private progress: Progress = 'mail';
  private refused: HandOffFailure | undefined;
  private isOver = false;
  private fenceAnswer: Promise<boolean> | undefined;

  constructor(
    private readonly talk: Conversation,
    private readonly deadlines: Deadlines,
    private readonly job: { message: WireMessage; fence: Fence; isChunking: boolean },
    private readonly done: (handOff: HandOff) => void,
  ) {}

  begin({ from, to }: Envelope): void {
    const parameters = needsSmtpUtf8(from) || needsSmtpUtf8(to) ? ' SMTPUTF8' : '';
    const mail = `MAIL FROM:<${from}>${parameters}\r\n`;
    const rcpt = `RCPT TO:<${to}>\r\n`;
    this.deadlines.awaitGoAhead();
    if (!this.talk.offers('PIPELINING')) this.oneByOne(mail, rcpt);
    else if (this.job.isChunking) this.talk.say(mail + rcpt, this.onMail, this.onLastOfEnvelope);
    else this.talk.say(`${mail}${rcpt}DATA\r\n`, this.onMail, this.onRcpt, this.onData);
  }

  missed(): void {
    this.end(this.refused ?? this.failure('the relay did not answer in time'));
  }

  /** The line is gone. What the relay refused before is an answer all the same. */
  lost(error: Error, lastWords: string | undefined): void {
    this.end(this.refused ?? (lastWords === undefined ? this.failure(error.message) : this.refusalOf(lastWords)));
  }

  private oneByOne(mail: string, rcpt: string): void {
    this.talk.say(mail, (reply) => {
      this.onMail(reply);
      if (this.refused !== undefined) this.end(this.refused);
      else if (this.job.isChunking) this.talk.say(rcpt, this.onLastOfEnvelope);
      else
        this.talk.say(rcpt, (answer) => {
          this.onRcpt(answer);
          if (this.refused === undefined) this.talk.say('DATA\r\n', this.onData);
          else this.end(this.refused);
        });
    });
  }

  private readonly onMail = (reply: string): void => {
    this.accept(reply, 'rcpt');
  };

  private readonly onRcpt = (reply: string): void => {
    this.accept(reply, 'data');
  };

  /** With BDAT there is no DATA to wait for: the answer to the recipient decides. */
  private readonly onLastOfEnvelope = (reply: string): void => {
    this.accept(reply, 'data');
    if (this.refused === undefined) void this.pass();
    else this.end(this.refused);
  };

  private readonly onData = (reply: string): void => {
    // Some relays say 250 where 354 is meant.
    const isAsked = /^[23]/.test(reply);
    if (this.refused === undefined && isAsked) void this.pass();
    else if (this.refused === undefined) this.end(this.refusalOf(reply));
    else if (isAsked) this.endEmptyMessage(this.refused);
    else this.end(this.refused);
  };

  /** The first refusal counts; what was sent along with its command is refused because of it. */
  private accept(reply: string, next: Progress): void {
    if (this.refused !== undefined) return;
    if (reply.startsWith('2')) this.progress = next;
    else this.refused = this.refusalOf(reply);
    if (this.refused?.code === 421) this.end(this.refused);
  }

  /**
   * A relay that asks for a message although it refused its recipient is given the end of an empty one (RFC 2920 §3.1). One that refused the
   * sender and asks all the same is not to be trusted with that, and the line ends.
   */
  private endEmptyMessage(refused: HandOffFailure): void {
    if (refused.phase === 'mail') {
      this.talk.drop();
      this.end(refused);
    } else
      this.talk.say('.\r\n', () => {
        this.end(refused);
      });
  }

  private async pass(): Promise<void> {
    this.progress = 'asking';
    // The time of the fence is not the relay's.
    this.deadlines.stop();
    let isOpen: boolean;
    try {
      this.fenceAnswer = this.job.fence();
      isOpen = await this.fenceAnswer;
    } catch (error) {
      this.end({ outcome: 'fence-unanswered', reason: error instanceof Error ? error.message : 'the fence failed' });
      return;
    }
    if (this.isOver) return;
    if (!isOpen) {
      this.end({ outcome: 'refused-by-fence' });
      return;
    }
    this.progress = 'open';
    this.deadlines.awaitReply();
    // Only now, so that nothing that the relay said before counts as its answer to the message.
    this.talk.expect(this.onTaken);
    this.write(this.job.message);
  }

  private write(message: WireMessage): void {
    const framed = this.job.isChunking ? framedForBdat(message) : framedForData(message);
    const { socket } = this.talk.established;
    socket.cork();
    for (const piece of framed.head) if (piece.length > 0) socket.write(piece);
    if (message.bytes <= LARGEST_SINGLE_WRITE) this.writeEnd(framed);
    else
      socket.write(NOTHING, (error) => {
        // Given to the system only when it has taken all that is before it, so a line that is lost until then is no riddle.
        if (!error && !this.isOver) this.writeEnd(framed);
      });
    socket.uncork();
  }

  private writeEnd({ tail }: Framed): void {
    this.progress = 'spent';
    this.deadlines.awaitReply();
    this.talk.established.socket.write(tail);
  }

  /** A yes to a message whose end has not left is an answer to something else. */
  private readonly onTaken = (reply: string): void => {
    const code = codeOf(reply);
    if (!reply.startsWith('2') || code === null) this.end(this.refusalOf(reply));
    else if (this.progress === 'spent') this.end({ outcome: 'accepted', code, reply: replyText(reply) });
    else this.end({ phase: 'body', code: null, reply: replyText(reply) });
  };

  private refusalOf(reply: string): HandOffFailure {
    return refusal(PHASES[this.progress], reply);
  }

  private failure(reply: string): HandOffFailure {
    return { phase: PHASES[this.progress], code: null, reply: replyText(reply) };
  }

  private end(handOff: HandOff | HandOffFailure): void {
    if (this.isOver) return;
    this.isOver = true;
    this.deadlines.stop();
    if ('outcome' in handOff) this.done(handOff);
    else if (this.progress === 'asking') void this.endWhileAsking(handOff);
    else this.done({ outcome: 'failed', ...handOff });
  }

  /**
   * The fence may be answered after the line was lost, and an open one must be known, since a row that was handed off is not simply claimed
   * again.
   */
  private async endWhileAsking(failure: HandOffFailure): Promise<void> {
    const isHandedOff = (await this.fenceAnswer?.catch(() => false)) ?? false;
    this.done({ outcome: 'failed', ...failure, phase: isHandedOff ? 'body' : 'data' });
  }
}

const PHASES = {
  mail: 'mail',
  rcpt: 'rcpt',
  data: 'data',
  asking: 'data',
  open: 'body',
  spent: 'dot',
} as const satisfies Record<Progress, Phase>;
