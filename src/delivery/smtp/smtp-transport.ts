import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { Transport, type TransportConnection } from '../transport.js';
import { RelayUrlError, relayUrlOf } from '../relay-url.js';
import { connectFailure } from './smtp-failure.js';
import type { LineTimeouts } from './deadlines.js';
import { Conversation } from './conversation.js';
import { NodemailerConnection, type KnownConnection } from './nodemailer-internals.js';
import { SmtpLine } from './smtp-line.js';

type Credentials = { user: string; pass: string };

/**
 * SMTP to one relay. `smtps://` speaks TLS from the start; `smtp://` uses STARTTLS, and insists on it as soon as there is a password or the
 * relay is not this machine.
 */
export class SmtpTransport extends Transport {
  override readonly relay: string;
  private readonly options: SMTPConnectionOptions;
  private readonly credentials: Credentials | undefined;
  private readonly wantsChunking: boolean;

  /** `name` is the relay's in the ledger, when its host is not what people call it. */
  constructor(
    smtpUrl: string,
    private readonly timeouts: LineTimeouts,
    name?: string,
  ) {
    super();
    const { options, credentials, chunking } = connectionOf(smtpUrl);
    const timeout = timeouts.beforeBodySeconds * 1_000;
    this.relay = name ?? options.host;
    this.credentials = credentials;
    this.wantsChunking = chunking;
    this.options = {
      ...options,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      dnsTimeout: timeout,
      // The deadlines of a hand-off are kept by SmtpLine; this one is only the floor under them.
      socketTimeout: (timeouts.beforeBodySeconds + timeouts.finalReplySeconds) * 1_000,
      allowInternalNetworkInterfaces: true,
    };
  }

  override async open(): Promise<TransportConnection | HandOffFailure> {
    const connection = new NodemailerConnection(this.options);
    // Without a listener an error would end the process.
    connection.on('error', () => undefined);
    const connected = await this.step(connection, (done) => {
      connection.connect((error) => {
        done(error ?? null);
      });
    });
    if (connected !== null) return connectFailure(connected, 'connect');
    const { credentials } = this;
    if (credentials !== undefined) {
      const authenticated = await this.step(connection, (done) => {
        connection.login({ credentials }, (error) => {
          done(error);
        });
      });
      if (authenticated !== null) return connectFailure(authenticated, 'auth');
    }
    const talk = Conversation.on(connection);
    if (talk !== undefined) return new SmtpLine(talk, this.timeouts, this.wantsChunking);
    connection.close();
    return connectFailure(new Error('the line was lost'), 'connect');
  }

  /**
   * One step of opening a line. It ends with its callback, with the loss of the line (a login whose line is lost is never called back), or
   * at its deadline, whatever trickles in; after a failure the line is closed.
   */
  private step(
    connection: KnownConnection,
    start: (done: (error: Error | null) => void) => void,
  ): Promise<Error | null> {
    return new Promise((resolve) => {
      const lost = (): void => {
        end(new Error('the line was lost'));
      };
      const end = (error: Error | null): void => {
        clearTimeout(deadline);
        connection.off('error', end);
        connection.off('end', lost);
        if (error !== null) connection.close();
        resolve(error);
      };
      const deadline = setTimeout(() => {
        end(new Error('the relay did not answer in time'));
      }, this.timeouts.beforeBodySeconds * 1_000);
      connection.once('error', end);
      connection.once('end', lost);
      start(end);
    });
  }
}

const PARAMETERS: Record<string, RegExp> = {
  tls: /^none$/,
  chunking: /^(on|off)$/,
  name: /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f.:]+\])$/i,
};

/**
 * What a relay's URL asks for: host, port, how to encrypt, who we are. `?tls=none` allows the clear, `?chunking=on` sends with BDAT where the
 * relay offers it, `?name=mail.example.com` is our name in EHLO.
 */
export function connectionOf(smtpUrl: string): {
  options: { host: string; port: number; secure: boolean; requireTLS: boolean; name?: string };
  credentials: Credentials | undefined;
  chunking: boolean;
} {
  const url = relayUrlOf(smtpUrl);
  checkParameters(url.searchParams);
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const hasLogin = url.username !== '';
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const mayBePlain = url.searchParams.get('tls') === 'none' || (isLoopback && !hasLogin);
  const name = url.searchParams.get('name');
  return {
    options: {
      host,
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTLS: !secure && !mayBePlain,
      ...(name === null ? {} : { name }),
    },
    credentials: hasLogin
      ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      : undefined,
    chunking: url.searchParams.get('chunking') === 'on',
  };
}

/** A misspelt parameter would otherwise send without what it was meant to ask for. */
function checkParameters(parameters: URLSearchParams): void {
  for (const [key, value] of parameters) {
    const allowed = PARAMETERS[key];
    if (allowed === undefined) throw new RelayUrlError(`the URL of a relay knows no parameter "${key}"`);
    if (!allowed.test(value)) throw new RelayUrlError(`the parameter "${key}" of a relay's URL cannot be "${value}"`);
  }
}
