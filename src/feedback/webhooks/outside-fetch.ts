import { Injectable } from '@nestjs/common';
import { Fetcher } from '#src/foundation/fetcher/fetch-outcome.js';

export type Fetched = { status: number; body: string };

/** What doors fetch from their providers. Tests replace it. */
export abstract class OutsideFetch {
  /** A small text over HTTPS from a URL that has been checked. Redirects are not followed. Throws when there is no answer. */
  abstract get(url: string): Promise<Fetched>;
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 65_536;

/** Through the guarded fetcher, so that not even a provider's name leads into our own network. */
@Injectable()
export class HttpsFetch extends OutsideFetch {
  constructor(private readonly fetcher: Fetcher) {
    super();
  }

  override async get(url: string): Promise<Fetched> {
    const limits = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, maxRedirects: 0, isHttpsOnly: true };
    const outcome = await this.fetcher.fetch({ url, ...limits });
    if (outcome.kind !== 'answer') throw new Error(`no answer: ${outcome.kind}, ${outcome.reason}`);
    return { status: outcome.status, body: outcome.body.toString('utf8') };
  }
}
