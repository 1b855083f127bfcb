import { mailbox, oneLine, unstructured, visibleUrl } from './header-text.js';
import { domainOf, type Sender } from './sender.js';

/** A value holds single spaces only, also where it is folded, so that its relaxed form (RFC 6376 §3.4.2) is the value unfolded. */
export type HeaderField = { name: string; value: string };

export type SharedHead = {
  subject: string;
  /** BCP 47 tag of the body. */
  language: string;
  /** First parts of the Feedback-ID: what the complaint figures of a provider are grouped by. */
  feedback: { edition: string; locale: string };
};

export type PersonalHead = {
  to: { address: string; name: string | null };
  /** With its angle brackets. */
  messageId: string;
  unsubscribeUrl: string;
  /** Where the reader may write to leave, beside the link. */
  leaveAddress?: string | undefined;
  date: Date;
};

export type TransactionalHead = Omit<SharedHead, 'feedback'> & Omit<PersonalHead, 'unsubscribeUrl' | 'leaveAddress'>;

/** RFC 3834, and what Exchange asks for instead: no program answers. */
const AUTOMATIC: readonly HeaderField[] = [
  { name: 'Auto-Submitted', value: 'auto-generated' },
  { name: 'X-Auto-Response-Suppress', value: 'OOF, AutoReply' },
];

/**
 * What all readers share. Headers that bulk mail needs: one-click leaving (RFC 8058), List-Id (RFC 2919), Feedback-ID, Auto-Submitted
 * (RFC 3834).
 */
export function sharedFields(
  { subject, language, feedback }: SharedHead,
  bodyType: string,
  sender: Sender,
): HeaderField[] {
  const domain = domainOf(sender.address);
  return [
    ...contentFields({ subject, language }, bodyType, sender),
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    { name: 'List-Id', value: `<digest.${domain}>` },
    {
      name: 'Feedback-ID',
      value: oneLine(`${feedback.edition}:${feedback.locale}:digest:${senderId(domain)}`),
    },
    ...AUTOMATIC,
    { name: 'Precedence', value: 'bulk' },
  ];
}

/** All of a mail that one person waits for: made by a program, but nothing that marks bulk mail. */
export function transactionalFields(
  { subject, language, ...own }: TransactionalHead,
  bodyType: string,
  sender: Sender,
): HeaderField[] {
  return [...contentFields({ subject, language }, bodyType, sender), ...AUTOMATIC, ...ownFields(own)];
}

/** One reader's own. The unsubscribe line stays unfolded, since relays have broken signatures over a folded one. */
export function personalFields({ unsubscribeUrl, leaveAddress, ...own }: PersonalHead): HeaderField[] {
  const byMail = leaveAddress === undefined ? '' : `, <mailto:${leaveAddress}>`;
  return [...ownFields(own), { name: 'List-Unsubscribe', value: `<${visibleUrl(unsubscribeUrl)}>${byMail}` }];
}

export function headLines(fields: readonly HeaderField[]): string {
  let lines = '';
  for (const { name, value } of fields) lines += `${name}: ${value}\r\n`;
  return lines;
}

function contentFields(
  { subject, language }: Omit<SharedHead, 'feedback'>,
  bodyType: string,
  sender: Sender,
): HeaderField[] {
  return [
    { name: 'From', value: mailbox(sender.name, sender.address) },
    ...(sender.replyTo === undefined ? [] : [{ name: 'Reply-To', value: mailbox('', sender.replyTo) }]),
    ...(oneLine(subject) === '' ? [] : [{ name: 'Subject', value: unstructured(subject, 'Subject: '.length) }]),
    { name: 'MIME-Version', value: '1.0' },
    { name: 'Content-Type', value: bodyType },
    { name: 'Content-Language', value: oneLine(language) },
  ];
}

function ownFields({ to, messageId, date }: Pick<PersonalHead, 'to' | 'messageId' | 'date'>): HeaderField[] {
  return [
    { name: 'To', value: mailbox(to.name ?? '', to.address) },
    { name: 'Date', value: date.toUTCString().replace('GMT', '+0000') },
    { name: 'Message-ID', value: oneLine(messageId) },
  ];
}

/** The last part of a Feedback-ID is 5 to 15 characters that stay the same for a sender. */
function senderId(domain: string): string {
  return domain
    .replaceAll(/[^a-z0-9]/gi, '')
    .toLowerCase()
    .slice(0, 15)
    .padEnd(5, 'x');
}
