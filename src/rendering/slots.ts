import type { CompiledDigest } from './compiled-digest.schema.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';

/**
 * Where one reader's own links go. The marks are bracketed by U+27E6 and U+27E7, which `neutralise` takes out of every value before it meets
 * a template: no text from outside can spell a slot.
 */
export const SLOTS = { unsubscribeUrl: '⟦unsubscribe-url⟧', preferencesUrl: '⟦preferences-url⟧' } as const;
export type Slot = keyof typeof SLOTS;
const SLOT_NAMES = ['unsubscribeUrl', 'preferencesUrl'] as const satisfies readonly Slot[];
export type SlotValues = Record<Slot, string>;
const SLOT_OF_MARK = new Map<string, Slot>(SLOT_NAMES.map((slot) => [SLOTS[slot], slot]));
const ANY_MARK = new RegExp([...SLOT_OF_MARK.keys()].join('|'), 'g');

export type PersonalDigest = Pick<CompiledDigest, 'subject' | 'html' | 'text'>;

/** Replaces the slot brackets by their look-alikes, so that a value reads the same and is never taken for a slot. */
export function neutralise(text: string): string {
  return text.replaceAll('⟦', '〚').replaceAll('⟧', '〛');
}

/** The mail of one reader. Pure; values are escaped for HTML and stand as they are in the text part. */
export function fillSlots(compiled: PersonalDigest, values: SlotValues): PersonalDigest {
  return {
    subject: compiled.subject,
    html: fill(compiled.html, values, escapeMarkup),
    text: fill(compiled.text, values, (value) => value),
  };
}

/** A body cut at its slots: `texts` are what readers share, one more than there are `slots` between them. */
export function cutAtSlots(body: string): { texts: string[]; slots: Slot[] } {
  const slots = [...body.matchAll(ANY_MARK)].flatMap(([mark]) => SLOT_OF_MARK.get(mark) ?? []);
  return { texts: body.split(ANY_MARK), slots };
}

function fill(body: string, values: SlotValues, escape: (value: string) => string): string {
  return body.replace(ANY_MARK, (mark) => {
    const slot = SLOT_OF_MARK.get(mark);
    return slot === undefined ? mark : escape(values[slot]);
  });
}
