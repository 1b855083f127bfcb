import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Log } from '#src/foundation/logging/logger.js';
import { GenericDoor } from './generic-door.js';
import { MailgunDoor } from './mailgun-door.js';
import { OutsideFetch } from './outside-fetch.js';
import { PostmarkDoor } from './postmark-door.js';
import { SendgridDoor } from './sendgrid-door.js';
import { SesDoor } from './ses-door.js';
import { SnsCertificates } from './sns-certificates.js';
import type { WebhookDoor } from './webhook-door.js';

type Settings = Pick<
  Config,
  | 'WEBHOOK_SES_TOPICS'
  | 'WEBHOOK_SENDGRID_KEY'
  | 'WEBHOOK_MAILGUN_KEY'
  | 'WEBHOOK_POSTMARK_LOGIN'
  | 'WEBHOOK_GENERIC_KEY'
  | 'WEBHOOK_WINDOW_SECONDS'
>;

/** The doors that the settings open. */
@Injectable()
export class WebhookDoors {
  private readonly doors: ReadonlyMap<string, WebhookDoor>;

  constructor(@Inject(CONFIG) config: Settings, clock: Clock, outside: OutsideFetch, log: Log) {
    const {
      WEBHOOK_SES_TOPICS: topics,
      WEBHOOK_SENDGRID_KEY: sendgrid,
      WEBHOOK_MAILGUN_KEY: mailgun,
      WEBHOOK_POSTMARK_LOGIN: postmark,
      WEBHOOK_GENERIC_KEY: generic,
      WEBHOOK_WINDOW_SECONDS: window,
    } = config;
    const doors: WebhookDoor[] = [];
    if (topics !== undefined)
      doors.push(new SesDoor(topics.split(','), new SnsCertificates(outside, clock), outside, log));
    if (sendgrid !== undefined) doors.push(new SendgridDoor(sendgrid, window, clock));
    if (mailgun !== undefined) doors.push(new MailgunDoor(mailgun, window, clock));
    if (postmark !== undefined) doors.push(new PostmarkDoor(postmark));
    if (generic !== undefined) doors.push(new GenericDoor(generic, window, clock));
    this.doors = new Map(doors.map((door) => [door.source, door]));
  }

  find(source: string): WebhookDoor | undefined {
    return this.doors.get(source);
  }
}
