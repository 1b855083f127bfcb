import { Inject, Injectable } from '@nestjs/common';
import type { Relay } from '#src/domain/delivery/relay.schema.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { HttpTransport } from '../http/http-transport.js';
import { SesTransport } from '../http/ses-transport.js';
import { SmtpTransport } from '../smtp/smtp-transport.js';
import type { Transport } from '../transport.js';

/** Makes the transport that a relay's URL asks for. */
@Injectable()
export class TransportFactory {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SMTP_TIMEOUT_SECONDS' | 'SMTP_FINAL_TIMEOUT_SECONDS'>,
  ) {}

  /** Throws a RelayUrlError, which never shows the URL, for one that asks for something that does not exist. */
  transportOf({ url, name }: Pick<Relay, 'url' | 'name'>): Transport {
    const timeouts = {
      beforeBodySeconds: this.config.SMTP_TIMEOUT_SECONDS,
      finalReplySeconds: this.config.SMTP_FINAL_TIMEOUT_SECONDS,
    };
    if (url.startsWith('ses:')) return new SesTransport(url, timeouts, name);
    if (url.startsWith('http')) return new HttpTransport(url, timeouts, name);
    return new SmtpTransport(url, timeouts, name);
  }
}
