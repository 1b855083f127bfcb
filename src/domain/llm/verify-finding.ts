import { numbersNotIn } from '../evidence/number-lock.js';
import { actorNamed, findActors } from '../shift/actors/actor-lexicon.js';
import { findAmounts, type AmountOptions } from '../shift/amount/find-amounts.js';
import type { Day } from '../shift/date/calendar.js';
import { findDates } from '../shift/date/find-dates.js';
import type { Actor, Amount, ShiftDate, ShiftProposal } from '../shift/shift.schema.js';
import { splitBlocks, type Span } from '../text/block.js';
import { foldText } from '../text/fold-text.js';
import { splitSentences } from '../text/sentence.js';
import type { Finding } from './finding.schema.js';
import { isNegated, isUpgraded } from './hedges.js';
import { locateQuote } from './locate-quote.js';

/** Why a finding was thrown away; stored, and counted per model. */
export const REJECT_REASONS = [
  'quote-too-short', 'quote-spliced', 'quote-not-found', 'quote-ambiguous', 'quote-cuts-word', 'quote-not-body',
  'amount-changed', 'date-changed', 'actor-not-named', 'modality-upgraded', 'negation-changed', 'number-not-in-article',
] as const; // prettier-ignore
export type RejectReason = (typeof REJECT_REASONS)[number];
export type Verified = { ok: true; claim: ShiftProposal } | { ok: false; reason: RejectReason };

export interface VerifyContext {
  text: string;
  /** The publication day, for relative dates. */
  anchor: Day | null;
  yuan: NonNullable<AmountOptions['yuan']>;
  /** `llm:<model>@<prompt>` */
  source: string;
  sha256: (text: string) => string;
}

/** A name may stand so far before its quote. */
const LOOK_BACK = 250;
/** Below what a summary may rest on: a model's word moves nothing until an editor confirms it. */
const CONFIDENCE = 0.6;

/**
 * Reads a model's finding against the article: the quote is found, everything else is read from the text again by the rules that read it for
 * everybody (amounts, dates, actors), and what the model says beyond it ends the finding. The result is a proposal like any other.
 */
export function verifyFinding(finding: Finding, context: VerifyContext): Verified {
  const { text, sha256, source } = context;
  const place = locateQuote(text, finding.quote);
  if (!place.ok) return place;
  const sentence = sentenceAround(text, place);
  if (sentence === null) return { ok: false, reason: 'quote-not-body' };
  const quote = text.slice(place.start, place.end);
  const amounts = findAmounts(foldText(quote), quote, { yuan: context.yuan }, place.start);
  if (!agrees(finding.amount, amounts, context)) return { ok: false, reason: 'amount-changed' };
  const date = dateOf(finding, quote, context);
  if (date === undefined) return { ok: false, reason: 'date-changed' };
  const actor = actorOf(finding.actor, text, place);
  if (actor === null) return { ok: false, reason: 'actor-not-named' };
  const around = foldText(text.slice(sentence.start, Math.max(sentence.end, place.end)));
  if (isUpgraded(finding.modality, around)) return { ok: false, reason: 'modality-upgraded' };
  if (isNegated(foldText(text.slice(sentence.start, place.end))) !== finding.negated)
    return { ok: false, reason: 'negation-changed' };
  const phrases = [finding.object, finding.from, finding.to].filter((phrase) => phrase !== null);
  if (phrases.some((phrase) => numbersNotIn(text, phrase).length > 0))
    return { ok: false, reason: 'number-not-in-article' };
  return {
    ok: true,
    claim: {
      actor,
      kind: finding.kind,
      object: said(finding.object, text),
      from: said(finding.from, text),
      to: said(finding.to, text),
      counterparty: [],
      amounts,
      date,
      modality: finding.modality,
      negated: finding.negated,
      attribution: null,
      conflicts: [],
      confidence: CONFIDENCE,
      source,
      evidence: [{ start: place.start, end: place.end, quote, sha256: sha256(quote) }],
    },
  };
}

/** From the beginning of the sentence in which a quote begins to the end of the one in which it ends; null outside one paragraph of the body. */
function sentenceAround(text: string, quote: Span): Span | null {
  const block = splitBlocks(text).find(({ start, end }) => quote.start >= start && quote.end <= end);
  if (block?.role !== 'body') return null;
  const sentences = splitSentences(foldText(text), block).filter(
    ({ start, end }) => start < quote.end && end > quote.start,
  );
  return { start: Math.min(quote.start, sentences[0]?.start ?? quote.start), end: sentences.at(-1)?.end ?? quote.end };
}

/** The amount that a model names must be one that the quote says, by value, currency and unit. */
function agrees(words: string | null, amounts: readonly Amount[], { yuan }: VerifyContext): boolean {
  if (words === null) return true;
  const [named] = findAmounts(foldText(words), words, { yuan });
  if (named === undefined)
    return numbersNotIn(amounts.map(({ text }) => text).join('\n'), words).length === 0 && amounts.length > 0;
  return amounts.some(
    (amount) =>
      amount.min === named.min &&
      amount.max === named.max &&
      amount.currency === named.currency &&
      amount.unit === named.unit,
  );
}

/** The date of the quote that the model names; undefined when the quote says no such date. */
function dateOf(finding: Finding, quote: string, { anchor }: VerifyContext): ShiftDate | null | undefined {
  if (finding.date === null) return null;
  const folded = foldText(finding.date);
  const [named] = findDates(folded, finding.date, { anchor });
  const match = findDates(foldText(quote), quote, { anchor }).find((date) =>
    named === undefined || named.start === null
      ? foldText(date.text) === folded
      : date.start === named.start && date.end === named.end,
  );
  if (match === undefined) return undefined;
  const { text, start, end, precision, relative } = match;
  const role = finding.modality === 'done' || finding.modality === 'reported' ? 'happened' : 'planned';
  return {
    text,
    start,
    end,
    precision,
    relative,
    ...(match.anchor === undefined ? {} : { anchor: match.anchor }),
    role,
  };
}

/** The actor by a name that stands in the quote or shortly before; null when no such name does. */
function actorOf(name: string, text: string, quote: Span): Actor | null {
  const from = Math.max(0, quote.start - LOOK_BACK);
  const near = text.slice(from, quote.end);
  const known = actorNamed(name);
  if (known !== null) {
    const mention = findActors(foldText(near)).findLast(({ id }) => id === known.id);
    if (mention === undefined) return null;
    return {
      id: known.id,
      name: known.name,
      surface: near.slice(mention.start, mention.end),
      role: known.role,
      resolvedBy: 'lexicon',
    };
  }
  const at = foldText(near).toLowerCase().lastIndexOf(foldText(name.trim()).toLowerCase());
  if (at < 0 || name.trim().length < 2) return null;
  const surface = near.slice(at, at + name.trim().length);
  return { id: null, name: surface, surface, resolvedBy: 'text' };
}

/** A phrase that the article does not say in these words is left out: the mail would show it beside a quote. */
function said(phrase: string | null, text: string): string | null {
  if (phrase === null) return null;
  return foldText(text).toLowerCase().includes(foldText(phrase).toLowerCase()) ? phrase : null;
}
