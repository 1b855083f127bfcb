import { findAddresses, isSameAddress, localPart } from '../address-text.js';

/** An address that a report in plain words names as failed, with the lines that belong to it. */
export type NamedRecipient = { address: string; reason: string };

export type NoticeContext = {
  notice: string;
  /** Whom the returned mail was for. */
  intended: readonly string[];
  /** What X-Failed-Recipients names. */
  failed: readonly string[];
  /** Addresses that are not the failed one: of the reporter, and of us. */
  others: readonly string[];
};

/** Signs from here on: the address stands in a list, or behind a label. */
const LISTED = 5;
const PASSING = 2;
const MAX_LINES = 600;
const MAX_LINE = 1_000;
const MAX_REASON_LINES = 25;
const MAX_NAMED = 200;

/** How plainly a line says that the address in it failed; the plainest kind that occurs counts, the others are passing mentions. */
const SIGNS: readonly (readonly [number, RegExp])[] = [
  [6, /(?:failed|final|bad|invalid|rejected|unknown|undeliverable) ?(?:e-?mail )?(?:recipient|address|user|mailbox)e?s?(?:\(e?s\))?\s*[:：=]\s*\W{0,3}@@/i],
  [6, /(?:收件人|收信人|收件者|目标地址|退信地址|失败地址|接收者|宛先|あて先|получатель|empfänger|destinataire|destinatario|destinatário)[^@\n]{0,16}[:：][^@\n]{0,6}@@/i],
  [6, /(?:rcpt to|recipient(?: address)?|recipients?|address|original address|user|mailbox|account)\s*[:=]\s*\W{0,3}(?:smtp:)?@@/i],
  [5, /^[\s*•·>|-]*[<["'(（【「]?(?:mailto:|smtp:|rfc822;)?\s*@@/i],
  [4, /(?:unknown|no such|invalid|illegal|bad|exceeds?|full|not found|exist|undeliverable|unroutable|failed|could not|couldn't|cannot|unable|wasn't|not be|rejected|无法|無法|失败|不存在|被退|退回|投递)[^@\n]{0,200}@@|@@[^@\n]{0,200}(?:unknown|invalid|not found|exist|full|failed|could not|couldn't|cannot|undeliver|rejected|不存在|无法|無法|失败|已满|被退|退回)/i],
  [3, /\b(?:to:?|for|an|à|a|para|до)\s+\W{0,3}@@/i],
  [2, /@@/],
]; // prettier-ignore
/** The address that was written to, where an alias or a forward led to the one that failed. */
const WRITTEN_AS =
  /(?:generated from|expanded from|originally to|original address|forwarded from|alias of)\s*:?\s*\W{0,3}$/i;
const OF_SENDER =
  /(?:^|\b)(?:from|sender|reply-to|return-path|mail from|发件人|寄件者|差出人|von|expéditeur|remitente|remetente|отправитель)\s*[:：]\s*(?:<|smtp:|[^@\n]{0,40}<)?$/i;
const REPORTER = /^(?:mailer-?daemon|post-?master|mail-?daemon|bounces?)$/;
/** Whom to ask, as reports add; a failed address of that name counts when there is no other. */
const SERVICE =
  /^(?:abuse|no-?reply|do-?not-?reply|help-?desk|support|hostmaster|webmaster|admin(?:istrator)?|root|service|contact|noc|info)$/;

type Mention = { address: string; line: number; sign: number; isWrittenTo: boolean };

export function findFailedRecipients({ notice, intended, failed, others }: NoticeContext): NamedRecipient[] {
  const lines = notice.split(/\r\n|\n|\r/, MAX_LINES).map((line) => line.slice(0, MAX_LINE));
  const mentions = lines.flatMap(mentionsIn).slice(0, MAX_NAMED);
  const eligible = mentions.filter(({ address }) => {
    if (isAmong(intended, address) || isAmong(failed, address)) return true;
    return !isAmong(others, address) && !REPORTER.test(localPart(address));
  });
  const readers = eligible.filter(
    ({ address }) => isAmong(intended, address) || isAmong(failed, address) || !SERVICE.test(localPart(address)),
  );
  const chosen = choose(readers.length > 0 ? readers : eligible, { intended, failed });
  return chosen.map(({ address, line }, index) => ({
    address,
    reason: reasonOf(lines, {
      address,
      from: line,
      to: chosen.slice(index + 1).find((next) => next.line > line)?.line ?? lines.length,
      isOnly: chosen.length === 1,
    }),
  }));
}

function choose(
  mentions: readonly Mention[],
  { intended, failed }: Pick<NoticeContext, 'intended' | 'failed'>,
): Mention[] {
  const distinct = plainestOf(writtenTo(mentions));
  const meant = distinct.filter(({ address }) => isAmong(intended, address));
  if (meant.length > 0) {
    // Others beside them count when they are listed in just the same way.
    const shapes = meant.map(({ sign }) => sign).filter((sign) => sign >= LISTED);
    return distinct.filter((mention) => meant.includes(mention) || shapes.includes(mention.sign));
  }
  const written = distinct.filter(({ isWrittenTo }) => isWrittenTo);
  if (written.length > 0) return written;
  const declared = distinct.filter(({ address }) => isAmong(failed, address));
  if (declared.length > 0) return declared;
  const best = Math.max(0, ...distinct.map(({ sign }) => sign));
  const plain = distinct.filter(({ sign }) => sign >= Math.min(best, LISTED));
  // A passing mention is a guess; several of them are no evidence.
  return best <= PASSING ? plain.slice(0, 1) : plain;
}

/** Where an alias or a forward is told with the address that was written to, that one stands for both. */
function writtenTo(mentions: readonly Mention[]): Mention[] {
  const replaced = new Set<Mention>();
  for (const mention of mentions.filter(({ isWrittenTo }) => isWrittenTo)) {
    const final = mentions.findLast(
      (one) =>
        one !== mention &&
        !one.isWrittenTo &&
        mention.line - one.line >= 0 &&
        mention.line - one.line <= 2 &&
        one.sign >= PASSING,
    );
    if (final !== undefined) replaced.add(final);
  }
  const gone = [...replaced].map(({ address }) => address);
  return mentions.filter(({ address, isWrittenTo }) => isWrittenTo || !isAmong(gone, address));
}

function plainestOf(mentions: readonly Mention[]): Mention[] {
  const plainest = new Map<string, Mention>();
  for (const mention of mentions) {
    const key = mention.address.toLowerCase();
    const known = plainest.get(key);
    if (known === undefined || mention.sign > known.sign) plainest.set(key, mention);
  }
  return [...plainest.values()].sort((one, other) => one.line - other.line);
}

function isAmong(addresses: readonly string[], address: string): boolean {
  return addresses.some((one) => isSameAddress(one, address));
}

function mentionsIn(line: string, number: number): Mention[] {
  if (
    !line.includes('@') ||
    /^\s*(?:subject|betreff|objet|asunto|主题|件名|received|message-id|references|in-reply-to)\s*[:：]/i.test(line)
  )
    return [];
  return findAddresses(line).flatMap(({ address, index, end }) => {
    const before = line.slice(0, index);
    if (OF_SENDER.test(before)) return [];
    const marked = `${before}@@${line.slice(end)}`.replace(/@(?!@)(?<!@@)/g, ' ');
    const sign = SIGNS.find(([, pattern]) => pattern.test(marked))?.[0] ?? 0;
    return [{ address, line: number, sign, isWrittenTo: WRITTEN_AS.test(before) }];
  });
}

type Place = { address: string; from: number; to: number; isOnly: boolean };

/**
 * The lines from the address to the next one, then those that name it elsewhere: some reports list the addresses first and show the talk
 * later. A report about one address may also give the reason first.
 */
function reasonOf(lines: readonly string[], { address, from, to, isOnly }: Place): string {
  const own = lines.slice(from, Math.min(to, from + MAX_REASON_LINES));
  if (isOnly) return [...own, '', ...lines.slice(Math.max(0, from - MAX_REASON_LINES), from)].join('\n');
  const elsewhere = lines.flatMap((line, at) => {
    const isElsewhere = (at < from || at >= to) && line.toLowerCase().includes(address.toLowerCase());
    const next = lines[at + 1] ?? '';
    return isElsewhere ? [line, next.includes('@') ? '' : next] : [];
  });
  return [...own, '', ...elsewhere.slice(0, MAX_REASON_LINES)].join('\n');
}
