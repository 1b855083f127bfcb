import { numbersNotIn } from '#src/domain/evidence/number-lock.js';
import { findAmounts } from '#src/domain/shift/amount/find-amounts.js';
import type { Amount, Evidence, ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { foldText } from '#src/domain/text/fold-text.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { MIN_QUOTE, type EditShift, type ProposeShift } from './shift.dto.js';

/** A claim in an editor's words: quotes are located in the text, amounts are read from them, never taken from a form. */
export function claimOf(input: ProposeShift, body: string): ShiftProposal {
  const { articleId, quotes, ranges, headline, impact, impactFacts, actor, ...fields } = input;
  assertSaid(fields, body);
  const evidence = evidenceOf({ quotes, ranges }, body) ?? [];
  return {
    ...fields,
    actor: { id: actor.id ?? null, name: actor.name, surface: actor.name, resolvedBy: 'editor' },
    evidence,
    amounts: amountsIn(evidence),
    conflicts: [],
    confidence: 1,
    source: 'editor',
  };
}

/** The claim after an edit, or undefined when the edit leaves it as it is. */
export function editedClaim(claim: ShiftProposal, edit: EditShift, body: string): ShiftProposal | undefined {
  const { version, headline, impact, impactFacts, quotes, ranges, actor, ...fields } = edit;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const evidence = evidenceOf({ quotes, ranges }, body);
  if (evidence === undefined && actor === undefined && Object.keys(given).length === 0) return undefined;
  assertSaid(fields, body);
  return {
    ...claim,
    ...given,
    ...(actor === undefined
      ? {}
      : { actor: { ...claim.actor, id: actor.id ?? null, name: actor.name, resolvedBy: 'editor' as const } }),
    ...(evidence === undefined ? {} : { evidence, amounts: amountsIn(evidence) }),
    source: 'editor',
  };
}

type Phrases = Partial<Pick<EditShift, 'object' | 'from' | 'to' | 'attribution' | 'counterparty' | 'date'>>;

/** 422 when an editor's phrase holds a number, or a date words, that the article does not: the mail would show it beside a quote. */
function assertSaid({ object, from, to, attribution, counterparty, date }: Phrases, body: string): void {
  const phrases = Object.entries({ object, from, to, attribution, counterparty: counterparty?.join('\n') });
  const faults: { field: string; numbers: string[] }[] = phrases.flatMap(([field, phrase]) => {
    const numbers = phrase === null || phrase === undefined ? [] : numbersNotIn(body, phrase);
    return numbers.length === 0 ? [] : [{ field, numbers }];
  });
  if (faults.length > 0) {
    throw new AppError(
      422,
      'shift.number-without-evidence',
      'Words of this claim say numbers that the article does not.',
      { faults },
    );
  }
  if (date && !body.includes(date.text)) {
    throw new AppError(422, 'shift.date-not-found', 'The words of the date do not stand in the article.', {
      text: date.text,
    });
  }
}

type Cited = Pick<EditShift, 'quotes' | 'ranges'>;

/** Ranges that an editor selected come before typed quotes; undefined when neither is given. */
function evidenceOf({ quotes, ranges }: Cited, body: string): Evidence[] | undefined {
  if (quotes === undefined && ranges === undefined) return undefined;
  const selected = (ranges ?? []).map((range, index) => cut(range, index, body));
  return [...selected, ...(quotes ?? []).map((quote) => locate(quote, body))];
}

/** Offsets are UTF-16 code units of the current text; a range that cuts a character in half is no quote. */
function cut({ start, end }: { start: number; end: number }, index: number, body: string): Evidence {
  const quote = body.slice(start, end);
  if (end > body.length || quote.trim().length < MIN_QUOTE || !quote.isWellFormed()) {
    throw new AppError(422, 'shift.range-not-in-text', 'A range does not select a quote of the article.', {
      errors: [{ field: `ranges.${index}`, message: `selects no ${MIN_QUOTE} or more characters of the text` }],
    });
  }
  return { start, end, quote, sha256: sha256(quote) };
}

function locate(quote: string, body: string): Evidence {
  const start = body.indexOf(quote);
  if (start < 0) {
    throw new AppError(422, 'shift.quote-not-found', 'A quote does not stand in the article word for word.', { quote });
  }
  return { start, end: start + quote.length, quote, sha256: sha256(quote) };
}

function amountsIn(evidence: readonly Evidence[]): Amount[] {
  return evidence.flatMap(({ quote, start }) => findAmounts(foldText(quote), quote, {}, start));
}
