import { CANARY_PLACE, isTrackable } from '#src/domain/feedback/tracking/link-target.js';
import { escapeMarkup } from '#src/domain/text/escape-markup.js';
import type { CompiledDigest } from './compiled-digest.schema.js';
import type { DigestView } from './digest-view.schema.js';
import type { ShiftBlock } from './shift-block.js';

/** One link of a tracked form. `place` is the same in every locale and selection; `url` is null for the canary. */
export type TrackedPlace = { place: string; url: string | null };

/**
 * The HTML of a render for readers who allow tracking. In it `⟦link-n⟧` stands for the n-th of `links`, and `⟦open-url⟧` for the picture. Links
 * about the reader (unsubscribe, preferences) are never among them, and the text part is that of the untracked form.
 */
export type TrackedForm = { html: string; links: TrackedPlace[] };
export type PressedDigest = { content: CompiledDigest; tracked: TrackedForm };

const CANARY: TrackedPlace = { place: CANARY_PLACE, url: null };
const LINK_MARK = /⟦link-(\d+)⟧/g;
const mark = (place: number): string => `⟦link-${place}⟧`;

/** An empty link is seen by nobody, also where styles are off; it is no stop for the keyboard and no word for a screen reader. */
const BEACONS =
  `<a href="${mark(0)}" aria-hidden="true" tabindex="-1" style="display:none;mso-hide:all"></a>` +
  '<img src="⟦open-url⟧" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">\n';

/** The canary, then the sources that may be followed through us. */
export function linksOf({ shifts }: DigestView): TrackedPlace[] {
  const sources = shifts.flatMap(({ id, source: { url } }) =>
    url !== null && isTrackable(url) ? [{ place: placeOf(id), url }] : [],
  );
  return [CANARY, ...sources];
}

/** The block with a mark in the place of its link. */
export function withMarkedLink(block: ShiftBlock, links: readonly TrackedPlace[]): ShiftBlock {
  const { url } = block.source;
  const at = links.findIndex((link) => link.url !== null && link.place === placeOf(block.id) && link.url === url);
  return at === -1 ? block : { ...block, source: { ...block.source, url: mark(at) } };
}

/** The untracked form: every mark gives way to the link itself. */
export function closeLinks(html: string, links: readonly TrackedPlace[]): string {
  return html.replace(LINK_MARK, (_, at: string) => escapeMarkup(links[Number(at)]?.url ?? ''));
}

export function withBeacons(html: string): string {
  const end = html.lastIndexOf('</body>');
  return html.slice(0, end) + BEACONS + html.slice(end);
}

function placeOf(shiftId: string): string {
  return `source:${shiftId}`;
}
