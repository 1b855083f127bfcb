import type { CompiledDigest } from './compiled-digest.schema.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';

/**
 * Where one reader's own links go. The marks are bracketed by U+27E6 and U+27E7, which `neutralise` takes out of every value before it meets
 * a template: no text from outside can spell a slot.
 */
export const SLOTS = { unsubscribeUrl: '⟦unsubscribe-url⟧', preferencesUrl: '⟦preferences-url⟧' } as const;
export type Slot = keyof typeof SLOTS;
export type SlotValues = Record<Slot, string>;

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

function fill(body: string, values: SlotValues, escape: (value: string) => string): string {
  return body.replace(/⟦(unsubscribe|preferences)-url⟧/g, (_, name: string) =>
    escape(name === 'unsubscribe' ? values.unsubscribeUrl : values.preferencesUrl),
  );
}
