import MailComposer from 'nodemailer/lib/mail-composer';

export type Sender = { address: string; name: string; replyTo?: string | undefined };
export type Letter = {
  to: { address: string; name: string | null };
  subject: string;
  html: string;
  text: string;
  messageId: string;
  /** BCP 47 tag of the body. */
  language: string;
  unsubscribeUrl: string;
  /** First parts of the Feedback-ID: what the complaint figures of a provider are grouped by. */
  feedback: { edition: string; locale: string };
};

/**
 * One complete message. Headers that bulk mail needs: List-Unsubscribe with its one-click twin (RFC 8058), List-Id (RFC 2919), Feedback-ID,
 * Auto-Submitted (RFC 3834). The unsubscribe line stays unfolded, since relays have broken signatures over a folded one.
 */
export async function composeMessage(letter: Letter, sender: Sender): Promise<Buffer> {
  const domain = domainOf(sender.address);
  const name = letter.to.name === null ? '' : oneLine(letter.to.name);
  const mail = new MailComposer({
    from: { name: oneLine(sender.name), address: sender.address },
    to: { name, address: letter.to.address },
    ...(sender.replyTo === undefined ? {} : { replyTo: sender.replyTo }),
    subject: oneLine(letter.subject),
    messageId: letter.messageId,
    text: letter.text,
    html: letter.html,
    // Chinese text in quoted-printable takes nine bytes for three.
    textEncoding: 'base64',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${letter.unsubscribeUrl}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': { prepared: true, foldLines: false, value: `<digest.${domain}>` },
      'Feedback-ID': `${letter.feedback.edition}:${letter.feedback.locale}:digest:${senderId(domain)}`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      Precedence: 'bulk',
      'Content-Language': letter.language,
    },
  });
  return mail.compile().build();
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** The last part of a Feedback-ID is 5 to 15 characters that stay the same for a sender. */
function senderId(domain: string): string {
  return domain
    .replaceAll(/[^a-z0-9]/gi, '')
    .toLowerCase()
    .slice(0, 15)
    .padEnd(5, 'x');
}

/** Control characters, line ends above all, would start a header of their own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
