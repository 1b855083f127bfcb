import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { ReturnAddresses } from '#src/delivery/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { errorCode } from '#src/foundation/error-code.js';
import { Log } from '#src/foundation/logging/logger.js';
import { BounceVisitors } from './bounce-visitors.js';
import { InboundMailRepository, type NewMail } from './inbound-mail.repository.js';
import { endVisitAfter, firstOf, reply } from './smtp-visit.js';

type Settings = Pick<
  Config,
  | 'BOUNCE_DOMAIN'
  | 'BOUNCE_SMTP_PORT'
  | 'BOUNCE_SMTP_HOST'
  | 'BOUNCE_IP_CONNECTIONS'
  | 'BOUNCE_IP_PER_MINUTE'
  | 'BOUNCE_VISIT_SECONDS'
  | 'BOUNCE_TLS_CERT'
  | 'BOUNCE_TLS_KEY'
>;

const MOST_MESSAGE_BYTES = 25 * 1_024 * 1_024;
const MOST_CLIENTS = 100;
const MOST_RECIPIENTS = 20;
const IDLE_MS = 30_000;
/** Of one host; some reports come with the whole mail. */
const BYTES_PER_MINUTE = 100 * 1_024 * 1_024;

/** Addresses that every domain with mail must have (RFC 2142), and one for the complaints of providers. */
const ROLES = /^(postmaster|abuse|fbl)@/i;

/** The port for bounces cannot be served; the message is one line for a person. */
export class BounceServerError extends Error {
  readonly code = 'feedback.bounce-server';
}

/**
 * Takes what comes back to BOUNCE_DOMAIN: mail for an address of ours that names one of our mails, or for postmaster, abuse and fbl there.
 * All else is refused at RCPT, so it is no use to spammers, and passes nothing on. A mail is in the database before it is answered for. Hosts
 * that come too often or stay too long are told to come again later, so that one of them leaves room for the others.
 */
@Injectable()
export class BounceServer implements OnModuleInit, OnApplicationShutdown {
  private server: SMTPServer | undefined;
  private readonly visitors: BounceVisitors;

  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly addresses: ReturnAddresses,
    private readonly mails: InboundMailRepository,
    private readonly log: Log,
  ) {
    this.visitors = new BounceVisitors({
      connections: config.BOUNCE_IP_CONNECTIONS,
      messagesPerMinute: config.BOUNCE_IP_PER_MINUTE,
      bytesPerMinute: BYTES_PER_MINUTE,
    });
  }

  /** The port it really listens on; undefined when it does not. */
  get port(): number | undefined {
    return (this.server?.server.address() as AddressInfo | null | undefined)?.port;
  }

  async onModuleInit(): Promise<void> {
    const { BOUNCE_SMTP_PORT: port, BOUNCE_SMTP_HOST: host } = this.config;
    if (port === undefined) return;
    const server = new SMTPServer(this.options());
    await new Promise<void>((done, fail) => {
      const refuse = (error: Error): void => {
        fail(new BounceServerError(`BOUNCE_SMTP_PORT: ${port} on ${host}: ${error.message}`, { cause: error }));
      };
      server.once('error', refuse);
      server.listen(port, host, () => {
        server.removeListener('error', refuse);
        done();
      });
    });
    server.server.on('connection', (socket: Socket) => {
      endVisitAfter(this.config.BOUNCE_VISIT_SECONDS, socket);
    });
    server.on('error', (error: Error) => {
      this.log.debug('feedback.bounce-connection', { code: errorCode(error) ?? error.name });
    });
    this.server = server;
    this.log.info('feedback.bounce-server', { host, port: this.port });
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server !== undefined)
      await new Promise<void>((done) => {
        server.close(done);
      });
  }

  private options(): SMTPServerOptions {
    const { BOUNCE_DOMAIN: name, BOUNCE_TLS_CERT: cert, BOUNCE_TLS_KEY: key } = this.config;
    return {
      ...(name === undefined ? {} : { name }),
      ...(cert === undefined || key === undefined
        ? { disabledCommands: ['AUTH', 'STARTTLS'] }
        : { disabledCommands: ['AUTH'], cert: readFileSync(cert), key: readFileSync(key) }),
      authOptional: true,
      disableReverseLookup: true,
      size: MOST_MESSAGE_BYTES,
      maxClients: MOST_CLIENTS,
      socketTimeout: IDLE_MS,
      closeTimeout: 5_000,
      onConnect: ({ id, remoteAddress }, done) => {
        done(
          this.visitors.enter(id, remoteAddress) ? null : reply(421, '4.7.0 too many connections; come again later'),
        );
      },
      onClose: ({ id }) => {
        this.visitors.leave(id);
      },
      onMailFrom: (_, { remoteAddress }, done) => {
        done(this.visitors.mayMail(remoteAddress) ? null : reply(450, '4.7.1 too many messages; try again later'));
      },
      onRcptTo: ({ address }, session, done) => {
        done(this.judge(address, session));
      },
      onData: (stream, session, done) => {
        this.receive(stream, session).then(() => {
          done(null, 'kept');
        }, done);
      },
    };
  }

  private judge(address: string, { envelope }: SMTPServerSession): Error | null {
    if (envelope.rcptTo.length >= MOST_RECIPIENTS) return reply(452, 'too many recipients for one message');
    const isRole =
      ROLES.test(address) && address.toLowerCase().endsWith(`@${this.config.BOUNCE_DOMAIN?.toLowerCase() ?? ''}`);
    return isRole || this.addresses.read(address) !== undefined ? null : reply(550, '5.1.1 no such address here');
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const { envelope, remoteAddress } = session;
    const raw = await firstOf(stream);
    this.visitors.tookBytes(remoteAddress, stream.byteLength);
    if (stream.sizeExceeded) throw reply(552, '5.3.4 the message is too large');
    const mails = envelope.rcptTo.map(({ address }): NewMail => {
      const externalId = createHash('sha256').update(`${address.toLowerCase()}\n`).update(raw).digest('hex');
      return { source: 'smtp', externalId, recipient: address, raw };
    });
    try {
      await this.mails.keep(mails);
    } catch (error) {
      this.log.warn('feedback.mail-not-kept', { error });
      throw reply(451, '4.3.0 cannot be kept now; try again');
    }
  }
}
