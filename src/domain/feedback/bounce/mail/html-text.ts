const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const LINE_TAGS = /^\/?(?:br|p|div|tr|li|table|h\d|td|ul|ol|hr|pre)\b/i;
const HIDDEN_TAGS = /^(style|script|head|title)\b/i;

/** Words of an HTML report, a line per block. One pass, so that no page takes long. */
export function htmlText(html: string): string {
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) return decodeEntities(text + html.slice(at));
    text += html.slice(at, open);
    const tag = html.slice(open + 1, Math.min(close, open + 40));
    at = close + 1;
    const hidden = HIDDEN_TAGS.exec(tag)?.[1];
    if (hidden !== undefined) {
      const end = html.indexOf(`</${hidden}`, at);
      if (end < 0) return decodeEntities(text);
      at = end;
    } else if (LINE_TAGS.test(tag)) text += '\n';
  }
  return decodeEntities(text);
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,4}));/gi,
    (whole, dec?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const point = dec === undefined ? parseInt(hex ?? '0', 16) : Number(dec);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
