import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';
import { Transport, type TransportConnection } from '../transport.js';
import { connectFailure } from './smtp-failure.js';
import { SmtpLine, type LineTimeouts } from './smtp-line.js';

type Credentials = { user: string; pass: string };

/**
 * SMTP to one relay. `smtps://` speaks TLS from the start; `smtp://` uses STARTTLS, and insists on it as soon as there is a password or the
 * relay is not this machine.
 */
export class SmtpTransport extends Transport {
  override readonly relay: string;
  private readonly options: SMTPConnectionOptions;
  private readonly credentials: Credentials | undefined;

  constructor(
    smtpUrl: string,
    private readonly timeouts: LineTimeouts,
  ) {
    super();
    const { options, credentials } = connectionOf(smtpUrl);
    const timeout = timeouts.beforeBodySeconds * 1_000;
    this.relay = options.host;
    this.credentials = credentials;
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
    const connection = new SMTPConnection(this.options);
    // Later errors reach the message in flight; without a listener they would end the process.
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
    return new SmtpLine(connection, this.timeouts);
  }

  /**
   * One step of opening a line. It ends with its callback, with the loss of the line (a login whose line is lost is never called back), or
   * at its deadline, whatever trickles in; after a failure the line is closed.
   */
  private step(
    connection: SMTPConnection,
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

/** What a relay's URL asks for: host, port, how to encrypt, who we are. */
export function connectionOf(smtpUrl: string): {
  options: { host: string; port: number; secure: boolean; requireTLS: boolean };
  credentials: Credentials | undefined;
} {
  const url = new URL(smtpUrl);
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const hasLogin = url.username !== '';
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const mayBePlain = url.searchParams.get('tls') === 'none' || (isLoopback && !hasLogin);
  return {
    options: {
      host,
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTLS: !secure && !mayBePlain,
    },
    credentials: hasLogin
      ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      : undefined,
  };
}
