import { Injectable } from '@nestjs/common';
import { displayWidth } from '#src/domain/format/display-width.js';
import { cleanView } from './clean-view.js';
import type { CompiledDigest } from './compiled-digest.schema.js';
import { digestPage, type DigestPage } from './digest-page.js';
import type { DigestView } from './digest-view.schema.js';
import { loadMessages } from './messages.js';
import { BLOCK_MARK, insertBlocks, MjmlCompiler } from './mjml-compiler.js';
import { preflight } from './preflight.js';
import type { ShiftBlock } from './shift-block.js';
import { Templates } from './templates.js';
import { textPart } from './text-part.js';
import { closeLinks, linksOf, withBeacons, withMarkedLink, type PressedDigest } from './tracked-form.js';
import { TYPOGRAPHY } from './typography.js';

const PREHEADER_WIDTH = 110;

/** Turns a view into the mail that many readers share: HTML, text and MJML, with the personal slots still open. */
@Injectable()
export class DigestRenderer {
  private readonly messages = loadMessages();
  private readonly templates = new Templates();

  constructor(private readonly compiler: MjmlCompiler) {}

  /** Deterministic: equal views give equal bytes. Throws a ZodError on a view that breaks its schema. */
  async render(input: DigestView): Promise<CompiledDigest> {
    return (await this.press(input)).content;
  }

  /** The same with the form for readers who allow tracking: equal but for where its links lead, and a picture at its end. */
  async press(input: DigestView): Promise<PressedDigest> {
    const view = cleanView(input);
    const { locale } = view;
    const links = linksOf(view);
    const page = digestPage(view, this.messages[locale]);
    const preheader = oneLine(view.preheader ?? inboxLine(page));
    const head = { title: oneLine(page.title), preheader, preheaderFill: fillAfter(preheader), ...TYPOGRAPHY[locale] };
    const corrections = page.corrections.map((block) => this.templates.render('correction', block));
    const blocks = [...corrections, ...page.blocks.map((block) => this.templates.render('shift', block))];
    const shifts = page.blocks.map((block) => this.templates.render('shift', withMarkedLink(block, links)));
    const open = await this.html({ ...page, ...head }, [...corrections, ...shifts]);
    const html = closeLinks(open, links);
    const content = {
      locale,
      subject: oneLine(view.subject),
      preheader,
      html,
      text: textPart(page),
      mjml: this.templates.render('digest', { ...page, ...head, blocks: blocks.join('\n') }),
      sizeBytes: Buffer.byteLength(html),
      warnings: preflight(view, html),
    };
    return { content, tracked: { html: withBeacons(open), links } };
  }

  private async html(
    page: Omit<DigestPage, 'blocks'> & { blocks: ShiftBlock[] },
    blocks: readonly string[],
  ): Promise<string> {
    const shell = await this.compiler.document(this.templates.render('digest', { ...page, blocks: BLOCK_MARK }));
    const compiled: string[] = [];
    for (const block of blocks) compiled.push(await this.compiler.block(this.alone(page.locale, block)));
    return insertBlocks(shell, compiled);
  }

  /** A block as a document of its own: the same head but for the words of the edition, so that it is equal in every edition. */
  private alone(locale: DigestPage['locale'], block: string): string {
    const blocks = `${BLOCK_MARK}\n${block}\n${BLOCK_MARK}`;
    return this.templates.render('block', {
      locale,
      title: '',
      preheader: '',
      preheaderFill: '',
      ...TYPOGRAPHY[locale],
      blocks,
    });
  }
}

/** The first headlines, as many as an inbox shows. */
function inboxLine({ blocks, corrections, labels }: DigestPage): string {
  let line = corrections.map(({ now, said }) => `${labels.correction.title}${labels.colon}${now ?? said}`).join(' · ');
  for (const { headline } of blocks) {
    if (displayWidth(line) >= PREHEADER_WIDTH) break;
    line += line === '' ? headline : ` · ${headline}`;
  }
  return line;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Invisible width after a short preheader, or inboxes go on with the words of the masthead. */
function fillAfter(preheader: string): string {
  return preheader === '' ? '' : '\u034f\u00a0'.repeat(Math.max(0, PREHEADER_WIDTH - displayWidth(preheader)));
}
