import { takeOver, type Established, type KnownConnection } from './nodemailer-internals.js';

/** Told what the relay answers: all lines of its reply. */
export type Answer = (reply: string) => void;

/** More than any relay says. */
const LONGEST_REPLY = 64 * 1_024;

/**
 * Questions and answers on a line (RFC 5321 §4.2): replies come in the order of the commands. A reply that nobody asked for, or that never
 * ends, ends the line.
 */
export class Conversation {
  private readonly answers: Answer[] = [];
  /** Lines of a reply that is not complete; what of its last line has come. In Latin-1, so that no sign is cut in two. */
  private lines = '';
  private rest = '';
  private isOver = false;
  /** Told once, when the line is gone; `lastWords` are a refusal that it ended in. */
  onLost: (error: Error, lastWords: string | undefined) => void = () => undefined;

  /** On a line that nodemailer has opened; `undefined` when that is gone already. */
  static on(connection: KnownConnection): Conversation | undefined {
    const established = takeOver(connection);
    if (established === undefined) return undefined;
    const talk = new Conversation(established);
    connection.on('error', (error: Error) => {
      talk.lost(error);
    });
    connection.on('end', () => {
      talk.lost(new Error('the line was lost'));
    });
    return talk;
  }

  private constructor(readonly established: Established) {
    established.socket.on('data', (chunk: Buffer) => {
      this.hear(chunk);
    });
  }

  offers(extension: 'SMTPUTF8' | 'PIPELINING' | 'CHUNKING'): boolean {
    return this.established.extensions.has(extension);
  }

  /** Commands in one write, each with its line end; an answer for each. */
  say(commands: string, ...answers: Answer[]): void {
    if (this.isOver) return;
    this.answers.push(...answers);
    this.established.socket.write(commands);
  }

  /** For what is no command: the next reply is the answer to it. */
  expect(answer: Answer): void {
    this.answers.push(answer);
  }

  /** Ends the line without another word. */
  drop(): void {
    this.isOver = true;
    this.established.close();
  }

  /** Says goodbye; what the relay says to that interests nobody. */
  quit(): void {
    this.say('QUIT\r\n', () => undefined);
    this.established.socket.end();
  }

  private lost(error: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    const ended = text(this.lines + this.rest);
    this.onLost(error, /^[45]\d{2}[ -]/.test(ended) ? ended : undefined);
  }

  private hear(chunk: Buffer): void {
    this.rest += chunk.toString('latin1');
    let from = 0;
    for (let end = this.rest.indexOf('\n'); end >= 0 && !this.isOver; end = this.rest.indexOf('\n', from)) {
      const line = this.rest.slice(from, this.rest.charCodeAt(end - 1) === 13 ? end - 1 : end);
      from = end + 1;
      this.hearLine(line);
    }
    this.rest = from === 0 ? this.rest : this.rest.slice(from);
    if (this.rest.length + this.lines.length > LONGEST_REPLY) this.misbehaves('the relay never ends its reply');
  }

  private hearLine(line: string): void {
    const isLast = line.charAt(3) !== '-';
    if (isLast && this.lines === '' && line.trim() === '') return;
    const reply = this.lines === '' ? line : `${this.lines}\n${line}`;
    this.lines = isLast ? '' : reply;
    if (!isLast) return;
    const answer = this.answers.shift();
    if (answer === undefined) this.misbehaves(`the relay spoke out of turn: ${text(reply)}`);
    else answer(text(reply));
  }

  private misbehaves(how: string): void {
    this.lost(new Error(how));
    this.established.close();
  }
}

function text(latin1: string): string {
  return /[\u0080-\u00ff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString() : latin1;
}
