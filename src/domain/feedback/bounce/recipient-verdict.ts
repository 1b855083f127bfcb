import { providerOfDomain, providerOfMx, type Provider } from '../../delivery/provider.js';
import type { FeedbackClass } from '../feedback-class.js';
import { domainOf } from './address-text.js';
import type { ReportedRecipient } from './bounce-report.js';
import type { RecipientStatus } from './dsn/delivery-status.js';
import { oneLine, replyLineOf } from './notice/reply-line.js';
import { enhancedCodeIn, isGeneral, readRefusal, smtpCode, type RefusalReading } from './rules/classify-reply.js';

/** Everything a report says about one address: the fields of RFC 3464, if any, and the lines of its own words. */
export type RecipientEvidence = { address: string; fields?: RecipientStatus; reason: string; isDelayed: boolean };

const NO_FAILURE = { delivered: 'delivered', relayed: 'delivered', expanded: 'delivered', delayed: 'delayed' } as const;

export function judgeRecipient({ address, fields, reason, isDelayed }: RecipientEvidence): ReportedRecipient {
  const diagnostic = oneLine((fields?.diagnostic ?? '').replace(/^\s*[\w-]{1,20}\s*;\s*/, ''));
  const declared = enhancedCodeIn(fields?.status ?? '');
  const said = replyLineOf(reason, address);
  const reply = diagnostic === '' ? said : diagnostic;
  const status = precise(declared, enhancedCodeIn(reply ?? '') ?? enhancedCodeIn(said ?? ''));
  const provider = providerOf(address, fields?.remoteMta ?? '');
  const judged = (found: FeedbackClass, rule: string): ReportedRecipient => ({
    address,
    class: found,
    status,
    reply,
    rule,
    ...(provider === undefined ? {} : { provider }),
  });

  const action = /^[a-z]+/i.exec(fields?.action ?? '')?.[0].toLowerCase() ?? '';
  if (isNoFailure(action)) return judged(NO_FAILURE[action], `action-${action}`);
  if (action === '' && declared?.startsWith('2') === true) return judged('delivered', 'status-2xx');
  if (action === '' && isDelayed) return judged('delayed', 'delay-words');
  const { class: found, rule } = weigh({ diagnostic, declared, said, reason, provider });
  return judged(found, rule);
}

type Words = {
  diagnostic: string;
  declared: string | null;
  said: string | null;
  reason: string;
  provider: Provider | undefined;
};

/** The other server's own words decide; where they say little, those of the report do, and last the bare code. */
function weigh({ diagnostic, declared, said, reason, provider }: Words): RefusalReading {
  const code = smtpCode(diagnostic);
  const isTransient = code === null ? declared?.startsWith('4') === true : code < 500;
  const readings: RefusalReading[] = [];
  for (const text of [diagnostic, said ?? '', firstParagraph(reason), reason]) {
    if (text.trim() === '') continue;
    const reading = readRefusal({
      provider,
      code: codeOf(text, declared),
      enhancedCode: precise(enhancedCodeIn(text), declared),
      text,
    });
    const isSettled = !reading.isWeak && (reading.isText || ((text === diagnostic || text === said) && hasWords(text)));
    if (isSettled) return isTransient ? soften(reading) : reading;
    readings.push(reading);
  }
  readings.push(readRefusal({ provider, enhancedCode: declared, text: '' }));
  const best =
    readings.find((reading) => !reading.isWeak) ?? readings.find(({ rule }) => rule !== 'unmatched') ?? readings[0];
  if (best === undefined) return { class: 'soft', rule: 'unmatched', isWeak: true, isText: false };
  return isTransient ? soften(best) : best;
}

function soften(reading: RefusalReading): RefusalReading {
  return reading.class === 'hard' ? { ...reading, class: 'soft', rule: `${reading.rule}-4xx` } : reading;
}

/** Words without an SMTP code are judged as permanent or not by the declared status. */
function codeOf(text: string, declared: string | null): number | null {
  return smtpCode(text) ?? (declared === null ? null : declared.startsWith('4') ? 450 : 550);
}

function precise(first: string | null, second: string | null): string | null {
  return first === null || (isGeneral(first) && second !== null) ? (second ?? first) : first;
}

function hasWords(text: string): boolean {
  return /\p{L}{3}/u.test(text.replace(/\bsmtp\b|\S+@\S+/gi, ''));
}

function firstParagraph(reason: string): string {
  return reason.trim().split(/\n[ \t\r]*\n/, 1)[0] ?? '';
}

function isNoFailure(action: string): action is keyof typeof NO_FAILURE {
  return action in NO_FAILURE;
}

function providerOf(address: string, remoteMta: string): Provider | undefined {
  const host = /([a-z0-9-]+\.)+[a-z]{2,}/i.exec(remoteMta)?.[0];
  const byMx = host === undefined ? 'other' : providerOfMx([host]);
  return providerOfDomain(domainOf(address)) ?? (byMx === 'other' ? undefined : byMx);
}
