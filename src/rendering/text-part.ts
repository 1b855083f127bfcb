import { displayWidth } from '#src/domain/format/display-width.js';
import { wrapText } from '#src/domain/format/wrap-text.js';
import type { CorrectionBlock } from './correction-block.js';
import type { DigestPage } from './digest-page.js';
import type { ShiftBlock } from './shift-block.js';

const WIDTH = 72;
const RULE = '='.repeat(WIDTH);
const THIN_RULE = '-'.repeat(WIDTH);

/** The plain text part: the same page, wrapped at 72 columns (a Chinese character takes two), with every link of the HTML. */
export function textPart(page: DigestPage): string {
  const { labels, slots } = page;
  return `${[
    ...masthead(page),
    ...page.corrections.flatMap(correction),
    ...page.blocks.flatMap(shift),
    RULE,
    '',
    wrap(labels.provenance),
    wrap(page.reason),
    '',
    link(labels.preferences, slots.preferencesUrl, labels.colon),
    link(labels.unsubscribe, slots.unsubscribeUrl, labels.colon),
    '',
    wrap(page.postalAddress),
  ].join('\n')}\n`;
}

function masthead(page: DigestPage): string[] {
  const lines = [page.masthead, `${page.issue} · ${page.day}`, RULE, '', wrap(page.since), '', wrap(page.title), ''];
  for (const paragraph of page.intro) lines.push(wrap(paragraph), '');
  if (page.contents.length > 1) {
    lines.push(page.labels.contents);
    for (const entry of page.contents) {
      lines.push(wrap(`${entry.actor} · ${entry.what} · ${entry.end}`, `${String(entry.index).padStart(2)}. `));
    }
    lines.push('');
  }
  return lines;
}

function correction({ labels, saidLabel, said, quote, now, nowQuote, note }: CorrectionBlock): string[] {
  const cite = (text: string): string => wrapText(text, WIDTH, { first: '> ', rest: '> ' });
  const lines = [
    THIN_RULE,
    labels.correction.title,
    '',
    wrap(`${saidLabel}${labels.colon}${said}`),
    cite(quote.text),
    '',
  ];
  if (now === null) lines.push(wrap(labels.correction.withdrawn), '');
  else lines.push(wrap(`${labels.correction.now}${labels.colon}${now}`));
  if (nowQuote !== null) lines.push(cite(nowQuote.text), '');
  for (const paragraph of note) lines.push(wrap(`${labels.correction.reason}${labels.colon}${paragraph}`), '');
  return lines;
}

function shift(block: ShiftBlock): string[] {
  const { labels, quote, source } = block;
  const lines = [THIN_RULE, wrap(`${block.actor} · ${block.kind} [${block.stage.label}]`, `${block.index}. `), ''];
  lines.push(wrap(block.headline), ...(block.notes.headline === null ? [] : [wrap(`[${block.notes.headline}]`)]), '');
  if (block.poles !== null) lines.push(wrap(`${block.poles.from} → ${block.poles.to}`), '');
  for (const fact of block.facts) lines.push(wrap(`${fact.label}${labels.colon}${fact.value}`));
  if (block.facts.length > 0) lines.push('');
  lines.push(wrapText(quote.text, WIDTH, { first: '> ', rest: '> ' }));
  const said = quote.words === null ? quote.attribution : `${quote.attribution}${labels.colon}${quote.words}`;
  lines.push(wrap(said, '— '), '');
  if (block.previously !== null) lines.push(wrap(`${labels.previously}${labels.colon}${block.previously}`), '');
  const sellers = block.sellers.map(({ label, value }) => wrap(`${label}${labels.colon}${value}`));
  const impact = [...block.impact.map((paragraph) => wrap(paragraph)), ...sellers];
  const impactLabel = block.notes.impact === null ? labels.impact : `${labels.impact} [${block.notes.impact}]`;
  if (impact.length > 0) lines.push(wrap(impactLabel), ...impact, '');
  lines.push(wrap(`${labels.source}${labels.colon}${source.title}`));
  if (source.credit !== null) lines.push(wrap(source.credit));
  if (source.url !== null) lines.push(source.url);
  return [...lines, ''];
}

function wrap(text: string, first = ''): string {
  return wrapText(text, WIDTH, { first, rest: ' '.repeat(displayWidth(first)) });
}

/** A link stands alone on its line, so that no client can break it. */
function link(label: string, url: string, colon: string): string {
  return `${label}${colon.trimEnd()}\n${url}`;
}
