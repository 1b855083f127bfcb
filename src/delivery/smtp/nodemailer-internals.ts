import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export const NODEMAILER_VERSION = '10.6.1';

/** The inner parts of nodemailer's SMTP client that {@link takeOver} needs; its own types leave them out. A type only. */
export declare class KnownConnection extends SMTPConnection {
  readonly _supportedExtensions: readonly string[];
  readonly _destroyed: boolean;
  readonly _closing: boolean;
  readonly _ehloLines: readonly string[] | undefined;
  readonly _onSocketData: (chunk: Buffer) => void;
  /** What was heard and has not been used. */
  readonly _remainder: string;
  readonly _responseQueue: readonly string[];
}

const FIELDS = [
  '_socket',
  '_destroyed',
  '_closing',
  '_supportedExtensions',
  '_onSocketData',
  '_remainder',
  '_responseQueue',
] as const;

/** A nodemailer whose inner parts have moved would leave us deaf, so it is refused when the program starts. */
function knownConnection(found: unknown): typeof KnownConnection {
  if (!isKnown(found))
    throw new Error(`The SMTP line is built on nodemailer ${NODEMAILER_VERSION} and no other version`);
  return found;
}

function isKnown(found: unknown): found is typeof KnownConnection {
  if (found !== SMTPConnection) return false;
  const connection = new SMTPConnection();
  return connection.version === NODEMAILER_VERSION && FIELDS.every((name) => Reflect.has(connection, name));
}

export const NodemailerConnection = knownConnection(SMTPConnection);

/** A socket that nodemailer has opened, encrypted and logged in on. */
export type Established = {
  socket: Socket;
  extensions: ReadonlySet<string>;
  /** Ends the line at once; nodemailer then tells its end. */
  close(): void;
};

/**
 * From here on nodemailer hears nothing of what the relay says; it still tells of errors and of the end of the line. `undefined` for a line
 * that is gone already, or on which the relay has spoken out of turn.
 */
export function takeOver(connection: KnownConnection): Established | undefined {
  const { _socket: socket, _supportedExtensions: extensions, _ehloLines: lines } = connection;
  if (!socket || connection._destroyed || connection._closing) return undefined;
  if (connection._remainder !== '' || connection._responseQueue.length > 0) return undefined;
  socket.off('data', connection._onSocketData);
  const chunking = lines?.some((line) => /^CHUNKING\b/i.test(line)) === true ? ['CHUNKING'] : [];
  return {
    socket,
    extensions: new Set([...extensions, ...chunking]),
    close: () => {
      connection.close();
    },
  };
}
