import { formatDay, formatDayLong, formatDayShort } from '#src/domain/format/calendar-day.js';
import { convertScript } from '#src/domain/format/convert-script.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { DigestView } from './digest-view.schema.js';
import { correctionBlock, type CorrectionBlock } from './correction-block.js';
import { say, type Messages } from './messages.js';
import { paragraphs } from './paragraphs.js';
import { shiftBlock, type ShiftBlock } from './shift-block.js';
import { SLOTS } from './slots.js';

/** What a digest says, ready to be set: HTML and text part are two settings of this one page. All values are plain text. */
export interface DigestPage {
  locale: Locale;
  masthead: string;
  issue: string;
  day: string;
  since: string;
  title: string;
  intro: string[];
  contents: { index: number; actor: string; what: string; end: string }[];
  corrections: CorrectionBlock[];
  blocks: ShiftBlock[];
  reason: string;
  postalAddress: string;
  labels: Messages;
  slots: typeof SLOTS;
}

/** `view` must be clean (see `cleanView`). */
export function digestPage(view: DigestView, labels: Messages): DigestPage {
  const { locale, edition } = view;
  const blocks = view.shifts.map((shift, index) => shiftBlock(shift, index + 1, locale, labels));
  return {
    locale,
    masthead: view.masthead.name,
    issue: say(labels.edition, { number: edition.number }),
    day: formatDayLong(edition.date, locale),
    since: sinceLine(view, labels),
    title: titleIn(view),
    intro: paragraphs(view.intro),
    contents: blocks.map((block) => ({
      index: block.index,
      actor: block.actor,
      what: block.kind,
      end: lineEnd(block),
    })),
    corrections: (view.corrections ?? []).map((one) => correctionBlock(one, locale, labels)),
    blocks,
    reason: say(labels.reason, { name: view.masthead.name }),
    postalAddress: view.footer.postalAddress,
    labels: { ...labels, provenance: provenance(view, labels) },
    slots: SLOTS,
  };
}

/** Once for the whole mail, whatever was converted. */
function provenance({ shifts, locale }: DigestView, labels: Messages): string {
  const isConverted = shifts.some(({ converted }) => (converted ?? []).length > 0);
  return isConverted ? `${labels.provenance}${locale === 'en' ? ' ' : ''}${labels.converted}` : labels.provenance;
}

function sinceLine(view: DigestView, labels: Messages): string {
  const { previousEditionDate, edition, shifts, locale } = view;
  const count = shifts.length;
  if (count === 0 && (view.corrections ?? []).length > 0) return labels.correction.notice;
  if (previousEditionDate === null) return say(labels.firstEdition, { count });
  const isSameYear = previousEditionDate.slice(0, 4) === edition.date.slice(0, 4);
  const date = (isSameYear ? formatDayShort : formatDay)(previousEditionDate, locale);
  return say(labels.sinceLast, { date, count });
}

/** The figure, and never a figure of a rumour without saying so. */
function lineEnd({ stage, keyFigure }: ShiftBlock): string {
  if (keyFigure === null) return stage.label;
  return stage.key === 'rumoured' || stage.key === 'abandoned' ? `${stage.label} · ${keyFigure}` : keyFigure;
}

/** An edition has one title for all locales: Chinese ones change script, and where a reader could not read it the subject stands for it. */
function titleIn({ edition, locale, subject, masthead }: DigestView): string {
  const hasHan = /\p{Script=Han}/u.test(edition.title);
  const title =
    hasHan && locale === 'en'
      ? subject
      : hasHan && locale === 'zh-TW'
        ? convertScript(edition.title, locale)
        : edition.title;
  return [title, subject, masthead.name].find((words) => words.trim() !== '') ?? '';
}
