import { createHash } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ImapFlow } from 'imapflow';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Log } from '#src/foundation/logging/logger.js';
import { ImapPositionRepository, type ImapPlace } from './imap-position.repository.js';
import { InboundMailRepository, MOST_BYTES } from './inbound-mail.repository.js';

/** Mails of one fetch, and of one look into the mailbox. */
const FETCHED_AT_ONCE = 20;
const MOST_AT_ONCE = 1_000;
const PATIENCE_MS = 30_000;

/**
 * Copies new mails from the mailbox of BOUNCE_IMAP_URL. The mailbox is opened for reading only: nothing in it is marked, moved or deleted,
 * and how far it was read stands in the database.
 */
@Injectable()
export class ImapIntake implements BeforeApplicationShutdown {
  private isClosing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'BOUNCE_IMAP_URL'>,
    private readonly dataSource: DataSource,
    private readonly mails: InboundMailRepository,
    private readonly positions: ImapPositionRepository,
    private readonly log: Log,
  ) {}

  beforeApplicationShutdown(): void {
    this.isClosing = true;
  }

  /** How many mails were copied. */
  async run(): Promise<number> {
    const { BOUNCE_IMAP_URL: text } = this.config;
    if (text === undefined) return 0;
    const url = new URL(text);
    const client = clientFor(url);
    // Without a listener an error would end the process.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await this.copyFrom(client, url);
    } finally {
      await client.logout().catch(() => {
        client.close();
      });
    }
  }

  private async copyFrom(client: ImapFlow, url: URL): Promise<number> {
    const folder = decodeURIComponent(url.pathname.slice(1)) || 'INBOX';
    const opened = await client.mailboxOpen(folder, { readOnly: true });
    const place = { mailbox: `${url.username}@${url.host}/${folder}`, validity: String(opened.uidValidity) };
    const last = await this.positions.lastRead(place);
    // `n:*` also names the last mail when there is none from n on.
    const found = (await client.search({ uid: `${last + 1}:*` }, { uid: true })) || [];
    const fresh = found.filter((uid) => uid > last).sort((one, other) => one - other);
    let copied = 0;
    for (let at = 0; at < Math.min(fresh.length, MOST_AT_ONCE) && !this.isClosing; at += FETCHED_AT_ONCE) {
      const uids = fresh.slice(at, at + FETCHED_AT_ONCE);
      const raws = await sourcesOf(client, uids);
      await this.keep(place, raws, uids.at(-1) ?? last);
      copied += raws.length;
    }
    if (copied > 0) this.log.info('feedback.mails-copied', { copied, waiting: fresh.length - copied });
    return copied;
  }

  /** The mails and the place in one transaction; what is copied again after new numbers is known by its content. */
  private async keep(place: ImapPlace, raws: readonly Buffer[], lastUid: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const mails = raws.map((raw) => {
        const externalId = createHash('sha256').update(raw).digest('hex');
        return { source: 'imap', externalId, recipient: null, raw } as const;
      });
      await this.mails.keep(mails, manager);
      await this.positions.save(manager, place, lastUid);
    });
  }
}

function clientFor(url: URL): ImapFlow {
  const secure = url.protocol === 'imaps:';
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return new ImapFlow({
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    // A password never goes in the clear, but on this machine.
    ...(secure || isLoopback ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
}

async function sourcesOf(client: ImapFlow, uids: readonly number[]): Promise<Buffer[]> {
  const sources: Buffer[] = [];
  const wanted = { source: { start: 0, maxLength: MOST_BYTES } };
  for await (const { source } of client.fetch(uids.join(','), wanted, { uid: true })) {
    if (source !== undefined) sources.push(source);
  }
  return sources;
}
