import { addressesIn, fieldAddress } from '../address-text.js';
import type { BounceReport } from '../bounce-report.js';
import { headerOf, headersOf, type InboundMail, type MailHeader } from '../mail/inbound-mail.js';
import { readHeaders } from '../mail/raw-mail.js';
import { returnedRecipients } from '../notice/returned-mail.js';

type Found = Pick<BounceReport, 'kind' | 'sign' | 'recipients'>;

/** Complaints (RFC 5965), authentication reports (RFC 6591, DMARC, TLS) and read receipts (RFC 8098); undefined when the mail is none. */
export function readOtherReport(mail: InboundMail, returned: readonly MailHeader[]): Found | undefined {
  return readFeedback(mail, returned) ?? readAuthReport(mail) ?? readReceipt(mail);
}

function readFeedback({ parts, contentType }: InboundMail, returned: readonly MailHeader[]): Found | undefined {
  // Microsoft's programme has no report part, only this header on the returned mail.
  const ofMicrosoft = headerOf(returned, 'x-hmxmroriginalrecipient');
  if (ofMicrosoft !== '') return about(addressesIn(ofMicrosoft), 'complaint', 'jmrp');
  const part = parts.find(({ type }) => type === 'message/feedback-report');
  if (part === undefined) return contentType.includes('feedback-report') ? nothing('feedback-report') : undefined;
  const fields = readHeaders(part.text.trimStart());
  const type = headerOf(fields, 'feedback-type').toLowerCase().trim();
  const named = headersOf(fields, 'original-rcpt-to', 'removal-recipient').flatMap(
    (value) => fieldAddress(value) ?? [],
  );
  const addresses = named.length > 0 ? named : returnedRecipients(returned);
  if (/^(?:abuse|fraud|virus|complaint)$/.test(type)) return about(addresses, 'complaint', `arf-${type}`);
  if (type.startsWith('opt-out')) return about(addresses, 'unsubscribe', 'arf-opt-out');
  if (/auth|dmarc/.test(type)) return { kind: 'auth-report', sign: 'arf-auth-failure', recipients: [] };
  return nothing(`arf-${/^[a-z-]{1,30}$/.test(type) ? type : 'other'}`);
}

function readAuthReport({ headers, parts, contentType }: InboundMail): Found | undefined {
  const subject = headerOf(headers, 'subject').replace(/\s+/g, ' ');
  const isTls = contentType.includes('tlsrpt') || parts.some(({ type }) => type.includes('tlsrpt'));
  const isDmarc =
    /^\W*report domain: ?\S+.{0,40}submitter/i.test(subject) ||
    parts.some(({ filename }) => /^[^!\s]+![^!\s]+!\d+!\d+(?:![^!\s]*)?\.(?:xml|zip|gz|xml\.gz)$/i.test(filename)) ||
    (/\bdmarc\b/i.test(subject) &&
      /\b(?:report|aggregate|forensic|failure)\b/i.test(subject) &&
      parts.some(({ type }) => /zip|xml/.test(type)));
  return isTls || isDmarc ? { kind: 'auth-report', sign: isTls ? 'tls-report' : 'dmarc', recipients: [] } : undefined;
}

function readReceipt({ headers, parts, contentType }: InboundMail): Found | undefined {
  const part = parts.find(({ type }) => /^message\/(?:global-)?disposition-notification$/.test(type));
  if (part === undefined && !contentType.includes('disposition-notification')) return undefined;
  const fields = readHeaders(part?.text.trimStart() ?? '');
  const reader = headersOf(fields, 'original-recipient', 'final-recipient').map((value) =>
    fieldAddress(value.replace(/^[^;]*;/, '')),
  )[0];
  return about(reader === undefined ? senderOf(headers) : [reader], 'auto-reply', 'read-receipt');
}

export function senderOf(headers: readonly MailHeader[]): string[] {
  return headersOf(headers, 'from').flatMap(addressesIn).slice(0, 1);
}

export function about(
  addresses: readonly string[],
  kind: 'complaint' | 'unsubscribe' | 'auto-reply',
  rule: string,
): Found {
  const distinct = [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()];
  return {
    kind,
    sign: rule,
    recipients: distinct.map((address) => ({ address, class: kind, status: null, reply: null, rule })),
  };
}

function nothing(sign: string): Found {
  return { kind: 'other', sign, recipients: [] };
}
