import SMTPConnection, {
  type SMTPConnectionEnvelope,
  type SMTPConnectionResponseAction,
  type SMTPConnectionResponseCallback,
} from 'nodemailer/lib/smtp-connection';

export const NODEMAILER_VERSION = '10.6.1';

/** What nodemailer wants of the stream that it writes a message to. */
export type MessageSink = { readonly outByteCount: number; write(bytes: Buffer): void; end(): void };

/** Called with the envelope's or the message's error, or with what came of it. */
export type EnvelopeCallback = (error: Error | null, response?: object) => void;

/** The inner parts of nodemailer's SMTP client that {@link FencedConnection} builds on; its own types leave them out. A type only. */
export declare class KnownConnection extends SMTPConnection {
  protected readonly _destroyed: boolean;
  protected readonly _envelope: (SMTPConnectionEnvelope & { pipelined: boolean }) | false;
  protected readonly _ehloLines: string[] | undefined;
  protected readonly _supportedExtensions: string[];
  protected readonly _responseActions: SMTPConnectionResponseAction[];
  /** Called as soon as the message may be sent: after the 354. */
  protected _createSendStream(done: SMTPConnectionResponseCallback): MessageSink;
  protected _sendCommand(command: string, logged?: string): void;
  protected _actionRCPT(reply: string, done: EnvelopeCallback): void;
  protected _actionDATA(reply: string, done: EnvelopeCallback): void;
  protected _actionSMTPStream(reply: string, done: SMTPConnectionResponseCallback): void;
}

const METHODS = ['_createSendStream', '_sendCommand', '_actionRCPT', '_actionDATA', '_actionSMTPStream'] as const;
const FIELDS = ['_destroyed', '_envelope', '_supportedExtensions', '_responseActions', '_socket'] as const;

/** A nodemailer whose inner parts have moved would lose or double mail in silence, so it is refused when the program starts. */
function knownConnection(found: unknown): typeof KnownConnection {
  if (!isKnown(found))
    throw new Error(`The SMTP line is built on nodemailer ${NODEMAILER_VERSION} and no other version`);
  return found;
}

function isKnown(found: unknown): found is typeof KnownConnection {
  if (found !== SMTPConnection) return false;
  const connection = new SMTPConnection();
  return (
    connection.version === NODEMAILER_VERSION &&
    METHODS.every((name) => typeof Reflect.get(connection, name) === 'function') &&
    FIELDS.every((name) => Reflect.has(connection, name))
  );
}

export const NodemailerConnection = knownConnection(SMTPConnection);
