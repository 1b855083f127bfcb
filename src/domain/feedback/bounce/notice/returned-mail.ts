import { addressesIn } from '../address-text.js';
import { headersOf, type InboundMail, type MailHeader } from '../mail/inbound-mail.js';
import { readHeaders } from '../mail/raw-mail.js';

const RETURNED_TYPE =
  /^(?:message\/(?:rfc822|global|partial|rfc822-headers|global-headers)|text\/(?:x-)?(?:rfc822|global)-?headers?)$/;

/** Lines after which a report shows the mail that came back. */
const SHOWS_MAIL =
  /^[\s>]*(?:[-=*_#]{2,}[^\n]{0,60}(?:below this line|original (?:e-?mail )?(?:message|mail|header)|returned (?:message|mail)|unsent message|undelivered message|cop(?:y|ies) of|message (?:header|text|follows|body|contents?|excerpt)|headers? follow|forwarded message|nachricht|message d'origine|mensaje original|mensagem original|исходное|元の|原始邮件|原始郵件|原邮件|原信)[^\n]{0,80}|below (?:this line|is|are)[^\n]{0,60}(?:copy|message|mail|header)[^\n]{0,40}|(?:the )?(?:original|returned) (?:message|mail)(?: headers?)?(?: follows?| is (?:attached|below))?\s*[:.]?\s*|original message headers?:?\s*|(?:以下(?:是|为)|附(?:上|件))(?:您的?)?(?:原始?邮件|原信|原始郵件)(?:内容|信息|头|如下)?[:：]?\s*|received: from .*|return-path: ?<.*|dkim-signature: .*|mime-version: 1\.0.*|x-received: .*|arc-seal: .*)$/i;
const MIN_NOTICE = 20;

export type SplitMail = {
  /** What the reporting server wrote itself. */
  notice: string;
  /** Headers of the returned mail, as far as the report holds them. */
  returned: readonly MailHeader[];
};

/** Parts the words of the reporter from the mail that came back, so that the latter is never read as a reason. */
export function splitMail(mail: InboundMail): SplitMail {
  const [notice, below] = cutNotice(mail.text);
  const candidates = [...mail.parts.filter((part) => RETURNED_TYPE.test(part.type)).map((part) => part.text), below];
  const returned = candidates.map((text) => headersOfQuote(text)).find((headers) => headers.length > 0) ?? [];
  return { notice, returned };
}

function cutNotice(text: string): [notice: string, below: string] {
  let at = 0;
  for (const line of text.split('\n')) {
    if (line.length < 200 && at > 0 && SHOWS_MAIL.test(line) && text.slice(0, at).trim().length > MIN_NOTICE) {
      return [text.slice(0, at), text.slice(at)];
    }
    at += line.length + 1;
  }
  return [text, ''];
}

/** The headers stand at the top, or after the line that announces them; they may be indented or quoted. */
function headersOfQuote(text: string): MailHeader[] {
  const lines = text.slice(0, 128_000).split(/\r?\n/);
  for (let start = 0; start < Math.min(lines.length, 40); start++) {
    const line = lines[start] ?? '';
    const margin =
      /^(?:[> \t]*)(?=(?:received|return-path|message-id|from|to|subject|date|mime-version|x-[\w-]+|dkim-signature|delivered-to|sender|content-type): )/i.exec(
        line,
      );
    if (margin === null) continue;
    const block = lines.slice(start).map((each) => (each.startsWith(margin[0]) ? each.slice(margin[0].length) : each));
    const headers = readHeaders(block.join('\n'));
    if (headers.some(({ name }) => /^(?:message-id|subject|to|from|received)$/.test(name))) return headers;
  }
  return [];
}

export function returnedRecipients(returned: readonly MailHeader[]): string[] {
  return headersOf(returned, 'to', 'cc', 'x-original-to', 'delivered-to').flatMap(addressesIn);
}

export function messageIdOf(returned: readonly MailHeader[]): string | undefined {
  return firstMessageId(headersOf(returned, 'message-id')[0] ?? '');
}

export function firstMessageId(value: string): string | undefined {
  return /<?([^\s<>]{1,500}@[^\s<>]{1,250})>?/.exec(value.slice(0, 2_000))?.[1];
}
