import { displayWidth } from '#src/domain/format/display-width.js';
import type { DigestView } from './digest-view.schema.js';

/** Gmail clips a mail near 102 kB of HTML and hides the footer with it. */
const MAX_HTML_BYTES = 100_000;
/** A phone shows about 40 columns of a subject, a desktop about 70. */
const MAX_SUBJECT_WIDTH = 70;

/** What an editor should look at before sending. Stable words first, then the detail; never an error. */
export function preflight(view: DigestView, html: string): string[] {
  const warnings: string[] = [];
  const size = Buffer.byteLength(html);
  if (size > MAX_HTML_BYTES) warnings.push(`html.too-large: ${Math.round(size / 1000)} kB, Gmail clips near 102 kB`);
  warnings.push(
    ...subjectWarnings(view.subject),
    ...view.shifts.flatMap((shift, index) => shiftWarnings(shift, index + 1)),
  );
  if (view.shifts.length + (view.corrections ?? []).length === 0)
    warnings.push('edition.empty: no shift stands in this edition');
  if (view.edition.title.trim() === '') warnings.push('title.missing: the masthead name stands in its place');
  if (!/<html[^>]*\slang="[a-zA-Z-]+"/.test(html) || /<html[^>]*\slang="und"/.test(html))
    warnings.push('lang.missing: the document names no language');
  if (/<img(?![^>]*\salt=)[^>]*>/.test(html)) warnings.push('alt.missing: an image has no text');
  return warnings;
}

function subjectWarnings(subject: string): string[] {
  if (subject.trim() === '') return ['subject.missing'];
  const width = displayWidth(subject);
  return width > MAX_SUBJECT_WIDTH
    ? [`subject.too-long: ${width} columns, inboxes show at most ${MAX_SUBJECT_WIDTH}`]
    : [];
}

function shiftWarnings(shift: DigestView['shifts'][number], index: number): string[] {
  const warnings: string[] = [];
  const isBlank = (text: string | null) => text === null || text.trim() === '';
  if (isBlank(shift.headline)) warnings.push(`headline.missing: shift ${index} shows a headline made from its data`);
  if (isBlank(shift.impact)) warnings.push(`impact.missing: shift ${index} says nothing to sellers`);
  for (const part of shift.machineWritten ?? [])
    warnings.push(`${part}.machine: shift ${index} shows a machine translation`);
  if (shift.source.url === null) warnings.push(`link.missing: shift ${index} names a source without an address`);
  else if (!shift.source.url.startsWith('https:'))
    warnings.push(`link.insecure: shift ${index} links to ${shift.source.url}`);
  return warnings;
}
