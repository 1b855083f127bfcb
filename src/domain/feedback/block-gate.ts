import type { Provider } from '../delivery/provider.js';

/**
 * When bounces (not replies, which the lanes hear themselves) say that a receiving provider blocks us, of so many mails of one run within an
 * hour. A single one may be about a single reader's own filter. `other` is no provider: what many servers do is no one's verdict.
 */
const AT_LEAST = 10;
const SHARE = 0.02;

export function isBlockedBy(provider: Provider, blocked: number, accepted: number): boolean {
  return provider !== 'other' && blocked >= AT_LEAST && blocked >= accepted * SHARE;
}
