import { X509Certificate, type KeyObject } from 'node:crypto';
import { isCertificateUrl } from '#src/domain/feedback/webhooks/sns-message.js';
import type { Clock } from '#src/foundation/clock/clock.js';
import type { OutsideFetch } from './outside-fetch.js';

const MOST_KEPT = 20;
const KEEP_MS = 24 * 3_600_000;
/** Fetches a minute: whoever knows the name of a topic can name certificates that there are not, and no more of SNS is asked for it. */
const FETCHES_A_MINUTE = 10;

type Kept = { certificate: Promise<X509Certificate>; until: number };

/** Certificates that SNS signs with, fetched from SNS and kept for a day. */
export class SnsCertificates {
  private readonly kept = new Map<string, Kept>();
  private minute = { begun: 0, fetches: 0 };

  constructor(
    private readonly outside: OutsideFetch,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a URL that is not SNS's, and for a certificate that is not valid now. Throws when it cannot be fetched. */
  async keyFrom(url: string): Promise<KeyObject | undefined> {
    if (!isCertificateUrl(url)) return undefined;
    const certificate = await this.certificate(url);
    const now = this.clock.now();
    const isValid = new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo);
    return isValid ? certificate.publicKey : undefined;
  }

  private async certificate(url: string): Promise<X509Certificate> {
    const now = this.clock.now().getTime();
    const known = this.kept.get(url);
    if (known !== undefined && known.until > now) return known.certificate;
    if (!this.mayFetch(now)) throw new Error('too many certificates are asked for');
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    const certificate = this.fetch(url);
    this.kept.set(url, { certificate, until: now + KEEP_MS });
    try {
      return await certificate;
    } catch (error) {
      this.kept.delete(url);
      throw error;
    }
  }

  private async fetch(url: string): Promise<X509Certificate> {
    const { status, body } = await this.outside.get(url);
    if (status !== 200) throw new Error(`no certificate: HTTP ${status}`);
    return new X509Certificate(body);
  }

  private mayFetch(now: number): boolean {
    if (now - this.minute.begun > 60_000) this.minute = { begun: now, fetches: 0 };
    this.minute.fetches += 1;
    return this.minute.fetches <= FETCHES_A_MINUTE;
  }
}
