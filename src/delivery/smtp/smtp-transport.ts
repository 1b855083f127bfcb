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
    const connected = await settled(this.timeouts.beforeBodySeconds, (done) => {
      connection.once('error', done);
      connection.connect((error) => {
        done(error ?? null);
      });
    });
    if (connected !== null) {
      connection.close();
      return connectFailure(connected, 'connect');
    }
    const { credentials } = this;
    if (credentials !== undefined) {
      const authenticated = await settled(this.timeouts.beforeBodySeconds, (done) => {
        connection.login({ credentials }, (error) => {
          done(error);
        });
      });
      if (authenticated !== null) {
        connection.close();
        return connectFailure(authenticated, 'auth');
      }
    }
    return new SmtpLine(connection, this.timeouts);
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

/** The first answer of a callback that may come more than once, or an error of our own when none comes in time. */
function settled(seconds: number, start: (done: (error: Error | null) => void) => void): Promise<Error | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(new Error('the relay did not answer in time'));
    }, seconds * 1_000);
    start((error) => {
      clearTimeout(timer);
      resolve(error);
    });
  });
}
