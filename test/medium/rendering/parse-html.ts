import sanitizeHtml from 'sanitize-html';

export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** Reads HTML with a real parser: every element with its attributes, and every piece of text with its entities resolved. */
export function parseHtml(html: string): { elements: Element[]; text: string } {
  const elements: Element[] = [];
  let text = '';
  const visible = html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  sanitizeHtml(visible, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    allowedSchemes: ['http', 'https'],
    exclusiveFilter: (frame) => {
      elements.push({ name: frame.tag, attributes: frame.attribs, text: decode(frame.text) });
      return false;
    },
    textFilter: (piece) => {
      text += decode(piece);
      return piece;
    },
  });
  return { elements, text };
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
