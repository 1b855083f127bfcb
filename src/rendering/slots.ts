import type { CompiledDigest } from './compiled-digest.schema.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';

/**
 * Where one reader's own links go. The marks are bracketed by U+27E6 and U+27E7, which `neutralise` takes out of every value before it meets
 * a template: no text from outside can spell a slot.
 */
export const SLOTS = { unsubscribeUrl: '⟦unsubscribe-url⟧', preferencesUrl: '⟦preferences-url⟧' } as const;
type OwnSlot = keyof typeof SLOTS;
/** Open in a tracked form only: the picture, and its links by their places in the form's list. */
export type TrackingSlot = 'openUrl' | `link-${number}`;
export type Slot = OwnSlot | TrackingSlot;
const SLOT_NAMES = ['unsubscribeUrl', 'preferencesUrl'] as const satisfies readonly OwnSlot[];
export type SlotValues = Record<OwnSlot, string> & { readonly [slot in TrackingSlot]?: string };
const SLOT_OF_MARK = new Map<string, OwnSlot>(SLOT_NAMES.map((slot) => [SLOTS[slot], slot]));
const OPEN_MARK = '⟦open-url⟧';
const LINK_MARK = /^⟦link-(\d+)⟧$/;
const ANY_MARK = new RegExp([...SLOT_OF_MARK.keys(), OPEN_MARK, String.raw`⟦link-\d+⟧`].join('|'), 'g');

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
  const slots = [...body.matchAll(ANY_MARK)].flatMap(([mark]) => slotOf(mark) ?? []);
  return { texts: body.split(ANY_MARK), slots };
}

function fill(body: string, values: SlotValues, escape: (value: string) => string): string {
  return body.replace(ANY_MARK, (mark) => {
    const slot = slotOf(mark);
    return slot === undefined ? mark : escape(slotValue(values, slot));
  });
}

/** Throws for a slot of a tracked form in the mail of a reader who has none. */
export function slotValue(values: SlotValues, slot: Slot): string {
  const value = values[slot];
  if (value === undefined) throw new Error(`the slot ${slot} has no value`);
  return value;
}

function slotOf(mark: string): Slot | undefined {
  const place = LINK_MARK.exec(mark)?.[1];
  if (place !== undefined) return `link-${Number(place)}`;
  return mark === OPEN_MARK ? 'openUrl' : SLOT_OF_MARK.get(mark);
}
