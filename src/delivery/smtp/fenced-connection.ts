import type { Socket } from 'node:net';
import type {
  SMTPConnectionOptions,
  SMTPConnectionResponseCallback,
  SMTPConnectionSendCallback,
} from 'nodemailer/lib/smtp-connection';
import type { Envelope } from '../transport.js';
import { framedForBdat, framedForData, type Framed } from './framing.js';
import { NodemailerConnection, type EnvelopeCallback, type MessageSink } from './nodemailer-internals.js';
import { FenceClosedError, type Passage } from './passage.js';

/** Nodemailer wants a message and a stream of its own making; the real ones go past it. */
const STAND_IN = Buffer.from('message');
const NO_SINK: MessageSink = { outByteCount: 0, write: () => undefined, end: () => undefined };

/** Its callback tells that everything before it was taken. */
const NOTHING = Buffer.alloc(0);

const GO_AHEAD = '250 go ahead';

/** Up to here a message leaves with its end in one write (a digest for Gmail is smaller); above it the end waits until the rest is out. */
const LARGEST_SINGLE_WRITE = 128 * 1_024;

/**
 * Nodemailer's SMTP client with another way to send the message: its pieces go to the socket as they are, in one write, and not before the
 * fence has opened. Connecting, TLS, login and the envelope stay nodemailer's.
 */
export class FencedConnection extends NodemailerConnection {
  private passage: Passage | undefined;
  private isChunking = false;

  /**
   * `wantsChunking`: BDAT (RFC 3030) instead of DATA, where the relay offers it. It saves nothing but the final dot, while DATA's 354 is the
   * natural place of the fence and every relay knows it, so it is not used unasked.
   */
  constructor(options: SMTPConnectionOptions, wantsChunking = false) {
    super(options);
    if (wantsChunking)
      this.once('connect', () => {
        this.isChunking = this._ehloLines?.some((line) => /^CHUNKING\b/i.test(line)) ?? false;
      });
  }

  offers(extension: 'SMTPUTF8'): boolean {
    return this._supportedExtensions.includes(extension);
  }

  /** Whether a message that was refused leaves the relay in a state that only RSET ends (RFC 3030 §2). */
  get needsResetAfterRefusal(): boolean {
    return this.isChunking;
  }

  handOver({ from, to }: Envelope, passage: Passage, done: SMTPConnectionSendCallback): void {
    this.passage = passage;
    this.send({ from, to: [to] }, STAND_IN, done);
  }

  protected override _createSendStream(done: SMTPConnectionResponseCallback): MessageSink {
    if (this.passage !== undefined) void this.pass(this.passage, done);
    return NO_SINK;
  }

  /** With BDAT there is no DATA to wait for: the answer to the recipient decides. */
  protected override _sendCommand(command: string, logged?: string): void {
    if (!this.isChunking || command !== 'DATA') {
      super._sendCommand(command, logged);
      return;
    }
    const decide = this._responseActions.pop();
    if (!this.isPipelined) decide?.(GO_AHEAD);
  }

  protected override _actionRCPT(reply: string, done: EnvelopeCallback): void {
    super._actionRCPT(reply, done);
    if (this.isChunking && this.isPipelined) this._actionDATA(GO_AHEAD, done);
  }

  private get isPipelined(): boolean {
    return this._envelope !== false && this._envelope.pipelined;
  }

  private async pass(passage: Passage, done: SMTPConnectionResponseCallback): Promise<void> {
    try {
      if (!(await passage.ask())) throw new FenceClosedError('the delivery may no longer be sent');
    } catch (error) {
      done(error instanceof Error ? error : new Error('the fence failed', { cause: error }));
      return;
    }
    const { _socket: socket } = this;
    // A line that was lost meanwhile says so itself.
    if (!socket || this._destroyed || !socket.writable) return;
    // Only now, so that nothing that the relay said before counts as its answer to the message.
    this._responseActions.push((reply) => {
      this._actionSMTPStream(reply, done);
    });
    const framed = this.isChunking ? framedForBdat(passage.message) : framedForData(passage.message);
    if (passage.message.bytes <= LARGEST_SINGLE_WRITE) writeAtOnce(socket, passage, framed);
    else this.writeInTwo(socket, passage, framed);
  }

  /** The end is given to the socket only when the system has taken all that is before it, so a line that is lost until then is no riddle. */
  private writeInTwo(socket: Socket, passage: Passage, { head, tail }: Framed): void {
    socket.cork();
    writeAll(socket, head);
    socket.write(NOTHING, (error) => {
      if (error || this._destroyed) return;
      passage.end();
      socket.write(tail);
    });
    socket.uncork();
  }
}

function writeAtOnce(socket: Socket, passage: Passage, { head, tail }: Framed): void {
  socket.cork();
  writeAll(socket, head);
  passage.end();
  socket.write(tail);
  socket.uncork();
}

function writeAll(socket: Socket, pieces: readonly Buffer[]): void {
  for (const piece of pieces) if (piece.length > 0) socket.write(piece);
}
