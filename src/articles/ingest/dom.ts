import { parseHTML } from 'linkedom';

/** As much of the DOM as we use; linkedom's own types need those of a browser. */
export type Node = {
  textContent: string | null;
  innerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
};
export type Page = Node & { documentElement: Node | null };

/** Its types are those of a browser, which this program does not load. */
const parse = parseHTML as unknown as (html: string) => { document: Page };

/** A document that runs nothing and loads nothing. `url` is what relative links resolve against. */
export function parsePage(html: string, url: string): Page {
  // linkedom makes no frame around a fragment.
  const isDocument = /<html[\s>]/i.test(html);
  const { document } = parse(isDocument ? html : `<!DOCTYPE html><html><body>${html}</body></html>`);
  // What defuddle expects of a browser and linkedom does not have.
  return Object.assign(document, { styleSheets: [], URL: url });
}

export function attributeOf(page: Node, selector: string, name: string): string | null {
  const value = page.querySelector(selector)?.getAttribute(name)?.trim();
  return value === undefined || value === '' ? null : value;
}

/** `<meta name|property|itemprop=…>`, the first that says something. */
export function metaOf(page: Node, ...names: string[]): string | null {
  for (const name of names) {
    const content = attributeOf(
      page,
      `meta[name="${name}"],meta[property="${name}"],meta[itemprop="${name}"]`,
      'content',
    );
    if (content !== null) return content;
  }
  return null;
}
