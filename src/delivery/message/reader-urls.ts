import { Inject, Injectable } from '@nestjs/common';
import { clickUrl, openUrl, preferencesUrl, unsubscribeUrl } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import type { SlotValues, TrackingSlot } from '#src/rendering/index.js';

/** The picture has no number of its own. */
const OPEN = 0;

/** What is one reader's own in a mail: the addresses of their pages, and of whatever tells that they read it. */
@Injectable()
export class ReaderUrls {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'PUBLIC_URL'>,
    private readonly tokens: Tokens,
  ) {}

  /** Leaving by the link of a mail proves that the mail arrived, so it names its delivery. */
  of(subscriberId: string, deliveryId: string): SlotValues {
    const { PUBLIC_URL: url } = this.config;
    return {
      unsubscribeUrl: unsubscribeUrl(url, this.tokens.sign('unsubscribe', subscriberId, deliveryId)),
      preferencesUrl: preferencesUrl(url, this.tokens.sign('preferences', subscriberId)),
    };
  }

  /** The same for a tracked form with these links. */
  tracked(subscriberId: string, deliveryId: string, linkIds: readonly number[]): SlotValues {
    const { PUBLIC_URL: url } = this.config;
    const [openToken = ''] = this.tokens.signNumbered('open', deliveryId, [OPEN]);
    const values: Partial<Record<TrackingSlot, string>> = { openUrl: openUrl(url, openToken) };
    for (const [place, token] of this.tokens.signNumbered('click', deliveryId, linkIds).entries())
      values[`link-${place}`] = clickUrl(url, token);
    return { ...this.of(subscriberId, deliveryId), ...values };
  }
}
