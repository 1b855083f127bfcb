import { escapeMarkup } from '../text/escape-markup.js';

/** What a text in Markdown says, as simple HTML. `title`: its front matter's, or its first heading of the first level, which is then no part of it. */
export type MarkdownText = { title: string | null; html: string };

const FRONT_MATTER = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/**
 * Headings, paragraphs, lists, quotes, code, links and emphasis of CommonMark, as far as words need them. HTML in it stays what it is: the sanitiser
 * decides about it.
 */
export function readMarkdown(source: string): MarkdownText {
  const front = FRONT_MATTER.exec(source);
  const named = /^title:\s*(.+)$/m
    .exec(front?.[1] ?? '')?.[1]
    ?.trim()
    .replaceAll(/^["']|["']$/g, '');
  const lines = source.slice(front?.[0].length ?? 0).split('\n');
  const blocks: string[] = [];
  let title: string | null = named === undefined || named === '' ? null : named;
  let paragraph: string[] = [];
  let code: string[] | undefined;
  const close = (): void => {
    if (paragraph.length > 0) blocks.push(`<p>${inline(paragraph.join(' '))}</p>`);
    paragraph = [];
  };
  for (const line of lines) {
    if (FENCE.test(line)) {
      close();
      if (code !== undefined) blocks.push(`<pre>${escapeMarkup(code.join('\n'))}</pre>`);
      code = code === undefined ? [] : undefined;
      continue;
    }
    if (code !== undefined) {
      code.push(line);
      continue;
    }
    const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
    const item = /^\s{0,12}(?:[-*+]|\d{1,9}[.)])\s+(.*)$/.exec(line);
    const quote = /^ {0,3}>\s?(.*)$/.exec(line);
    if (heading !== null) {
      close();
      const text = heading[2] ?? '';
      if (heading[1] === '#' && title === null && blocks.length === 0) title = plain(text);
      else blocks.push(`<h2>${inline(text)}</h2>`);
    } else if (item !== null) {
      close();
      blocks.push(`<ul><li>${inline(item[1] ?? '')}</li></ul>`);
    } else if (quote !== null) {
      close();
      blocks.push(`<blockquote>${inline(quote[1] ?? '')}</blockquote>`);
    } else if (line.trim() === '' || /^ {0,3}(?:[-*_] *){3,}$/.test(line)) close();
    else paragraph.push(line.trim());
  }
  close();
  if (code !== undefined) blocks.push(`<pre>${escapeMarkup(code.join('\n'))}</pre>`);
  return { title, html: blocks.join('\n') };
}

function inline(text: string): string {
  return text
    .replaceAll(/!\[[^\]]{0,500}\]\([^)\s]{0,2000}[^)]{0,500}\)/g, '')
    .replaceAll(/\[([^\]]{1,500})\]\((https?:\/\/[^)\s"<>]{1,2000})[^)]{0,500}\)/g, '<a href="$2">$1</a>')
    .replaceAll(/(\*\*|__)(?=\S)([^*_]{1,1000}?)\1/g, '<strong>$2</strong>')
    .replaceAll(/(?<![\w*])\*(?=\S)([^*]{1,1000}?)\*(?![\w*])/g, '<em>$1</em>')
    .replaceAll(/`([^`]{1,500})`/g, '<code>$1</code>');
}

function plain(text: string): string {
  return text.replaceAll(/[*_`]|!?\[([^\]]{0,500})\]\([^)]{0,2000}\)/g, '$1').trim();
}
