import { Injectable } from '@nestjs/common';

const CACHED_BLOCKS = 500;
export const BLOCK_MARK = '<mj-raw><!--tw:block--></mj-raw>';
const MARK = '<!--tw:block-->';

/**
 * MJML to HTML. A block is compiled once per content and locale and then reused by every edition and selection that holds it, so rendering
 * costs what is new (an MJML run takes milliseconds, joining strings microseconds).
 */
@Injectable()
export class MjmlCompiler {
  private readonly blocks = new Map<string, Promise<string>>();

  /** A whole document. Throws when MJML finds anything to complain about: templates are ours, so that is a fault of ours. */
  async document(mjml: string): Promise<string> {
    // Loaded by whoever renders: it takes 40 MB, and a worker only sends.
    const { default: mjml2html } = await import('mjml');
    const { html } = await mjml2html(mjml, {
      validationLevel: 'strict',
      fonts: {},
      keepComments: true,
      ignoreIncludes: true,
      minify: false,
      beautify: false,
    });
    return tidy(html);
  }

  /** The HTML between two block marks of a document. */
  block(mjml: string): Promise<string> {
    const known = this.blocks.get(mjml);
    const compiled = known ?? this.document(mjml).then(between);
    // Re-inserted at the end: the oldest key of the map is the one unused for longest.
    this.blocks.delete(mjml);
    this.blocks.set(mjml, compiled);
    if (known === undefined) compiled.catch(() => this.blocks.delete(mjml));
    const [oldest] = this.blocks.keys();
    if (this.blocks.size > CACHED_BLOCKS && oldest !== undefined) this.blocks.delete(oldest);
    return compiled;
  }
}

/** Joins a compiled shell, which holds one block mark, and the compiled blocks. */
export function insertBlocks(shell: string, blocks: readonly string[]): string {
  const [before = '', after = ''] = shell.split(MARK);
  return [before, ...blocks, after].join('');
}

function between(html: string): string {
  const parts = html.split(MARK);
  if (parts.length !== 3 || parts[1] === undefined) throw new Error('a block needs exactly two marks around it');
  return parts[1];
}

/**
 * MJML indents its output deeply, spaces its styles and names each background twice: a quarter of a digest, and Gmail clips by bytes.
 * Only markup is touched: quotes in text are entities by now.
 */
function tidy(html: string): string {
  return html.replace(/[ \t]*\n\s*/g, '\n').replace(/ style="[^"]*"/g, (style) =>
    style
      .replace(/([:;]) +/g, '$1')
      .replace(/background:(#\w+);background-color:\1/g, 'background-color:$1')
      .replace(/;"$/, '"'),
  );
}
