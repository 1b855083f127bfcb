import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { errorCode } from '#src/foundation/error-code.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Inbox } from './inbox.js';
import { InboxError } from './inbox-error.js';

const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

/**
 * The development relay: takes every message for everybody and passes none on. Loopback only, without TLS or login, since nothing leaves
 * the machine.
 */
@Injectable()
export class InboxServer implements OnModuleInit, OnApplicationShutdown {
  private server: SMTPServer | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'INBOX_PORT'>,
    private readonly inbox: Inbox,
    private readonly log: Log,
  ) {}

  /** The port it really listens on; INBOX_PORT may be 0. */
  get port(): number {
    const address = this.server?.server.address() as AddressInfo | null | undefined;
    return address?.port ?? this.config.INBOX_PORT;
  }

  async onModuleInit(): Promise<void> {
    const server = new SMTPServer({
      name: 'inbox.localhost',
      banner: 'Tradewind development inbox',
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: MAX_MESSAGE_BYTES,
      closeTimeout: 1_000,
      onData: (stream, session, done) => {
        this.receive(stream, session, done);
      },
    });
    await this.listen(server);
    // Only now: before, a listener would have taken the error away from whoever starts the program.
    server.on('error', (error: Error) => {
      this.log.debug('inbox.connection-error', { code: errorCode(error) ?? error.name });
    });
    this.server = server;
    this.log.info('inbox.listening', { port: this.port });
  }

  /** After the workers, so that deliveries that are being drained still find their relay. */
  async onApplicationShutdown(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    this.server = undefined;
    await new Promise<void>((done) => {
      server.close(done);
    });
  }

  private listen(server: SMTPServer): Promise<void> {
    return new Promise((done, fail) => {
      const refuse = (error: Error): void => {
        const why =
          errorCode(error) === 'EADDRINUSE' ? 'is in use already; set INBOX_PORT to another one' : error.message;
        fail(new InboxError(`INBOX_PORT: ${this.config.INBOX_PORT} ${why}`, { cause: error }));
      };
      server.once('error', refuse);
      server.listen(this.config.INBOX_PORT, '127.0.0.1', () => {
        server.removeListener('error', refuse);
        done();
      });
    });
  }

  private receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): void {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_MESSAGE_BYTES) chunks.push(chunk);
    });
    stream.on('error', done);
    stream.on('end', () => {
      if (bytes > MAX_MESSAGE_BYTES) {
        done(Object.assign(new Error('Message is larger than the inbox takes'), { responseCode: 552 }));
        return;
      }
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom === false ? '' : mailFrom.address;
      this.inbox.take(from, rcptTo.map((recipient) => recipient.address), Buffer.concat(chunks)); // prettier-ignore
      done();
    });
  }
}
