import { addressesIn, isSameAddress, localPart } from './address-text.js';
import type { BounceReport, ReportedRecipient } from './bounce-report.js';
import { readDeliveryStatus, type RecipientStatus } from './dsn/delivery-status.js';
import { addressOf, localNameOf } from './dsn/recipient-address.js';
import { readAnswer } from './kind/answers.js';
import { bounceSign } from './kind/bounce-sign.js';
import { signsOf } from './kind/mail-signs.js';
import { readOtherReport } from './kind/other-reports.js';
import { DELAY_WORDS, GIVEN_UP } from './kind/phrases.data.js';
import { headerOf, headersOf, type InboundMail } from './mail/inbound-mail.js';
import { readMail } from './mail/read-mail.js';
import { findFailedRecipients } from './notice/notice-recipients.js';
import { firstMessageId, messageIdOf, returnedRecipients, splitMail, type SplitMail } from './notice/returned-mail.js';
import { judgeRecipient } from './recipient-verdict.js';

const TOKEN = /\b(?:bounce|leave)\+([\w.=-]{1,200})@/i;
const ENVELOPE_HEADERS = ['x-original-to', 'delivered-to', 'envelope-to', 'x-envelope-to', 'to'];

/**
 * Reads whatever came back: who failed and why (RFC 3464, 6533, or plain words in many languages), who complained (RFC 5965), who is away
 * (RFC 3834). Only the first part of a huge mail is read. Never throws; what cannot be read is `other`.
 */
export async function readReport(bytes: Uint8Array): Promise<BounceReport> {
  try {
    return read(await readMail(bytes));
  } catch {
    return { kind: 'other', sign: 'unreadable', recipients: [] };
  }
}

function read(mail: InboundMail): BounceReport {
  const split = splitMail(mail);
  const token = headersOf(mail.headers, ...ENVELOPE_HEADERS)
    .map((value) => TOKEN.exec(value.slice(0, 2_000))?.[1])
    .find((found) => found !== undefined);
  const originalMessageId =
    messageIdOf(split.returned) ??
    firstMessageId(headerOf(mail.headers, 'in-reply-to')) ??
    firstMessageId(headerOf(mail.headers, 'references').trim().split(/\s+/).at(-1) ?? '');
  return {
    ...whatItSays(mail, split),
    ...(token === undefined ? {} : { token }),
    ...(originalMessageId === undefined ? {} : { originalMessageId }),
  };
}

function whatItSays(mail: InboundMail, split: SplitMail): Pick<BounceReport, 'kind' | 'sign' | 'recipients'> {
  const other = readOtherReport(mail, split.returned);
  if (other !== undefined) return other;
  const signs = signsOf(mail, split.notice);
  const { place, statuses } = statusesOf(mail, split.notice);
  const failed = headersOf(mail.headers, 'x-failed-recipients').flatMap(addressesIn);
  const evidence = {
    status: place,
    hasReturnedMail: split.returned.length > 0,
    hasFailedHeader: failed.length > 0,
  };
  const sign = bounceSign(signs, evidence);
  if (sign === undefined) return readAnswer(mail, signs);
  return { kind: 'bounce', sign, recipients: recipientsOf({ mail, split, statuses, failed }) };
}

/** Fields of RFC 3464 in a part of their own, or, of a server without MIME, among its words. */
function statusesOf(
  { parts }: InboundMail,
  notice: string,
): { place: 'part' | 'words' | undefined; statuses: RecipientStatus[] } {
  const declared = parts.filter(({ type }) => type.includes('delivery-status')).map(({ text }) => text);
  const loose = parts.filter(({ type }) => type === 'text/plain').map(({ text }) => text);
  const places = [
    { place: 'part' as const, text: declared.join('\n\n') },
    ...[...loose, notice].map((text) => ({ place: 'words' as const, text })),
  ];
  for (const { place, text } of places) {
    if (!/^(?:final|original)-recipient[ \t]*:/im.test(text)) continue;
    const statuses = readDeliveryStatus(text).filter(
      ({ action, status, diagnostic }) => `${action}${status}${diagnostic}` !== '',
    );
    if (statuses.length > 0) return { place, statuses };
  }
  return { place: undefined, statuses: [] };
}

type Report = { mail: InboundMail; split: SplitMail; statuses: RecipientStatus[]; failed: readonly string[] };

function recipientsOf({ mail, split: { notice, returned }, statuses, failed }: Report): ReportedRecipient[] {
  const intended = returnedRecipients(returned);
  const isDelayed = DELAY_WORDS.test(notice.slice(0, 4_000)) && !GIVEN_UP.test(notice.slice(0, 4_000));
  const others = headersOf(mail.headers, 'from', 'sender', 'to', 'reply-to', 'return-path', 'delivered-to')
    .concat(headersOf(returned, 'from', 'sender', 'return-path', 'reply-to'))
    .flatMap(addressesIn);
  const named = findFailedRecipients({ notice, intended, failed, others });
  // The words about one address say nothing of another.
  const isAboutOne = Math.max(named.length, statuses.length) <= 1;
  const reasonFor = (address: string): string =>
    named.find((one) => isSameAddress(one.address, address))?.reason ?? (isAboutOne ? notice : '');

  if (statuses.length > 0) {
    const known = [...named.map(({ address }) => address), ...intended];
    return distinct(
      statuses.flatMap((fields) => {
        const address =
          addressOf(fields) ??
          byName(localNameOf(fields), known) ??
          (statuses.length === 1 && known.length === 1 ? known[0] : undefined);
        return address === undefined
          ? []
          : [judgeRecipient({ address, fields, reason: reasonFor(address), isDelayed })];
      }),
    );
  }
  const titled = addressesIn(headerOf(mail.headers, 'subject')).filter(
    (address) => !others.some((one) => isSameAddress(one, address)),
  );
  const addresses =
    [named.map(({ address }) => address), failed, intended.length === 1 ? intended : [], titled].find(
      (some) => some.length > 0,
    ) ?? [];
  return distinct(addresses.map((address) => judgeRecipient({ address, reason: reasonFor(address), isDelayed })));
}

function byName(name: string | undefined, known: readonly string[]): string | undefined {
  return name === undefined ? undefined : known.find((address) => localPart(address) === name);
}

function distinct(recipients: readonly ReportedRecipient[]): ReportedRecipient[] {
  const first = new Map<string, ReportedRecipient>();
  for (const recipient of recipients) {
    const key = recipient.address.toLowerCase();
    if (!first.has(key)) first.set(key, recipient);
  }
  return [...first.values()];
}
