import { Injectable } from '@nestjs/common';
import { wrapText } from '#src/domain/format/wrap-text.js';
import { clean } from './clean-view.js';
import { loadMessages, type Messages } from './messages.js';
import { MjmlCompiler } from './mjml-compiler.js';
import {
  dataExportNotice,
  dataExportViewSchema,
  operatorAlert,
  operatorAlertViewSchema,
  type DataExportView,
  type Notice,
  questionNotice,
  questionViewSchema,
  type OperatorAlertView,
  type QuestionView,
} from './notice.js';
import { Templates } from './templates.js';
import { TYPOGRAPHY } from './typography.js';

export type RenderedNotice = { subject: string; html: string; text: string };

const WIDTH = 72;

/** Turns a view into the mail of one person: subject, HTML and text, without a slot. */
@Injectable()
export class NoticeRenderer {
  private readonly messages = loadMessages();
  private readonly templates = new Templates();

  constructor(private readonly compiler: MjmlCompiler) {}

  /** Deterministic. Throws a ZodError on a view that breaks its schema. */
  operatorAlert(input: OperatorAlertView): Promise<RenderedNotice> {
    const view = operatorAlertViewSchema.parse(clean(input));
    const words = this.messages[view.locale];
    return this.render(operatorAlert(view, words), words);
  }

  /** The double opt-in; the same. */
  confirmation(input: QuestionView): Promise<RenderedNotice> {
    return this.ask(input, 'confirmation');
  }

  /** To one side of a change of address; the same. */
  move(side: 'old' | 'new', input: QuestionView): Promise<RenderedNotice> {
    return this.ask(input, side === 'old' ? 'moveOld' : 'moveNew');
  }

  /** The words that go with a person's own data; the same. */
  dataExport(input: DataExportView): Promise<RenderedNotice> {
    const view = dataExportViewSchema.parse(clean(input));
    const words = this.messages[view.locale];
    return this.render(dataExportNotice(view, words), words);
  }

  private ask(input: QuestionView, what: 'confirmation' | 'moveOld' | 'moveNew'): Promise<RenderedNotice> {
    const view = questionViewSchema.parse(clean(input));
    const words = this.messages[view.locale];
    return this.render(questionNotice(view, words[what]), words);
  }

  private async render(notice: Notice, { colon }: Messages): Promise<RenderedNotice> {
    const mjml = this.templates.render('notice', {
      ...notice,
      ...TYPOGRAPHY[notice.locale],
      preheader: '',
      preheaderFill: '',
    });
    return {
      subject: notice.subject.replace(/\s+/gu, ' ').trim(),
      html: await this.compiler.document(mjml),
      text: textOf(notice, colon),
    };
  }
}

/** A link stands alone on its line, so that no client can break it. */
function textOf({ masthead, title, paragraphs, facts, link, reason, postalAddress }: Notice, colon: string): string {
  const lines = [masthead, '='.repeat(WIDTH), '', wrapText(title, WIDTH), ''];
  for (const paragraph of paragraphs) lines.push(wrapText(paragraph, WIDTH), '');
  for (const { label, value } of facts) lines.push(wrapText(`${label}${colon}${value}`, WIDTH));
  if (facts.length > 0) lines.push('');
  lines.push(`${link.label}${colon.trimEnd()}`, link.url, '', wrapText(reason, WIDTH), '');
  return `${[...lines, wrapText(postalAddress, WIDTH)].join('\n')}\n`;
}
