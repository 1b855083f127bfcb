import { digestViewSchema, type DigestView } from './digest-view.schema.js';
import { neutralise } from './slots.js';

/** Controls that text has no use for, and the bidirectional ones that make it read other than it is written. */

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The view with every text made harmless: no control characters, no slot brackets. Throws a ZodError on a view that breaks the schema. */
export function cleanView(view: DigestView): DigestView {
  return digestViewSchema.parse(clean(view));
}

/** The same for any plain value. */
export function clean(value: unknown): unknown {
  if (typeof value === 'string') return neutralise(value.replace(CONTROLS, ''));
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, clean(member)]));
}
