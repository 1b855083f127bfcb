import { providerOfDomain, type Provider } from '#src/domain/delivery/provider.js';
import { withoutAddresses } from '#src/foundation/logging/logger.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import type { MatchedReport } from './feedback-report.js';

const LONGEST_REPLY = 500;
const LONGEST_WORD = 100;
const LONGEST_ID = 200;
/** Sixty days. */
const OLDEST_MS = 60 * 86_400_000;

/** A report as it is stored: bounded, of one line, and without an address in any column. */
export function columnsOf(report: MatchedReport, now: Date): Record<string, unknown> {
  return {
    delivery_id: report.delivery?.id ?? null,
    edition_id: report.delivery?.editionId ?? null,
    subscriber_id: report.subscriberId,
    kind: report.kind,
    source: line(report.source, LONGEST_WORD),
    external_id: idOf(report.externalId),
    matched_by: report.matchedBy,
    provider: report.delivery?.provider ?? report.addressee?.provider ?? providerOf(report.recipient),
    status: report.status === null ? null : line(report.status, 20),
    rule: line(report.rule, LONGEST_WORD),
    reply: report.reply === null ? null : line(report.reply, LONGEST_REPLY),
    provider_message_id: idOf(report.providerMessageId),
    occurred_at: momentOf(report.at, now),
  };
}

/** An id that may be an address in disguise, or is too long, is kept as its hash. */
export function idOf(id: string | null): string | null {
  if (id === null || id === '') return null;
  return id.length > LONGEST_ID || !/^[\x21-\x3f\x41-\x7e]+$/.test(id) ? `sha256:${sha256(id)}` : id;
}

function providerOf(recipient: string | null): Provider {
  return providerOfDomain(recipient?.split('@').at(-1) ?? '') ?? 'other';
}

/** What a stranger's clock says is believed only within reason. */
function momentOf(at: Date | null, now: Date): Date {
  if (at === null || Number.isNaN(at.getTime())) return now;
  const age = now.getTime() - at.getTime();
  return age < 0 || age > OLDEST_MS ? now : at;
}

/** Cut first, since looking for addresses takes time that grows with the square of the text. Half characters (Cs) are none for PostgreSQL. */
function line(text: string, longest: number): string {
  const start = withoutAddresses(text.slice(0, 4 * longest));
  return start
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longest)
    .replaceAll(/\p{Cs}/gu, '�');
}
