import sanitizeHtml from 'sanitize-html';

const TAGS = [
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'blockquote', 'ul', 'ol', 'li', 'br', 'hr', 'a', 'b', 'strong', 'i', 'em', 'u', 's', 'sub', 'sup',
  'code', 'pre', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'figure', 'figcaption', 'section', 'article', 'div', 'span',
]; // prettier-ignore
/** Blocks that are not kept as such: they become a `div`, so that their words stay paragraphs of their own. */
const OTHER_BLOCKS = [
  'main', 'header', 'footer', 'aside', 'nav', 'details', 'summary', 'address', 'dl', 'dt', 'dd', 'caption', 'tfoot', 'center', 'hgroup',
  'menu', 'dir', 'fieldset', 'legend', 'form', 'dialog', 'search', 'body',
]; // prettier-ignore
const BLOCKS = 'h1|h2|h3|h4|h5|h6|p|blockquote|ul|ol|li|hr|pre|table|tr|figure|figcaption|section|article|div';

/** What may be kept of a page: words, structure and web links. No script, style, image, form, event or foreign scheme. */
export function sanitiseArticle(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    transformTags: Object.fromEntries(OTHER_BLOCKS.map((tag) => [tag, 'div'])),
    // Not `head`: pages may leave out its end tag, and everything after it would be lost.
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title'],
  });
}

/** Elements that end by themselves, so an opening tag says nothing about depth. */
const NO_END = new Set([
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dt',
  'dd',
  'option',
  'br',
  'hr',
  'img',
  'input',
  'meta',
  'link',
  'source',
  'wbr',
  'col',
]);
const MAX_DEPTH = 5_000;

/** No page of words is nested so deep, and the time of the parser grows with the square of the depth. */
export function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z\d]*)/gi)) {
    if (NO_END.has(name.toLowerCase())) continue;
    depth = end === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
};

/** The words of sanitised HTML: one line a paragraph, as evidence offsets will point into it. */
export function textOfHtml(sanitised: string): string {
  return sanitised
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<br ?\/?>/g, '\n')
    .replaceAll(new RegExp(`</?(?:${BLOCKS})(?: [^>]*)?/?>`, 'g'), '\n')
    .replaceAll(/<\/t[dh]>/g, '\t')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&([a-z]+|#x?[\da-f]+);/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
