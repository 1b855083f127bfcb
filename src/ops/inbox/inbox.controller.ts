import { Controller, Get, Header, Param, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Public } from '#src/auth/index.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { Inbox, type InboxLine } from './inbox.js';
import { listPage, messagePage } from './inbox-page.js';
import { INBOX_STYLE } from './inbox-style.js';
import { LoopbackGuard } from './loopback.guard.js';

const messageId = z.coerce.number().int().min(1);

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A mail is foreign content: no scripts, no forms, no requests, and an origin of its own. Its links may open in a new tab. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; " +
  "form-action 'none'; frame-ancestors 'self'";

/** The page that shows what the development relay took. Open to everybody on this machine, to nobody else. */
@ApiExcludeController()
@Public()
@UseGuards(LoopbackGuard)
@Controller()
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  @Get('inbox')
  async list(@Res() response: Response): Promise<void> {
    sendHtml(response, PAGE_POLICY, listPage(await this.inbox.list(), this.inbox.receivedCount));
  }

  @Get('inbox.json')
  @Header('Cache-Control', 'no-store')
  async listAsJson(): Promise<{ receivedCount: number; messages: InboxLine[] }> {
    return { messages: await this.inbox.list(), receivedCount: this.inbox.receivedCount };
  }

  @Get('inbox.css')
  style(@Res() response: Response): void {
    response.type('text/css').send(INBOX_STYLE);
  }

  @Get('inbox/:id')
  async message(@Param('id', { schema: messageId }) id: number, @Res() response: Response): Promise<void> {
    sendHtml(response, PAGE_POLICY, messagePage(await this.open(id)));
  }

  @Get('inbox/:id/html')
  async htmlPart(@Param('id', { schema: messageId }) id: number, @Res() response: Response): Promise<void> {
    const { email } = await this.open(id);
    if (email.html === undefined) throw new NotFoundError('message', `${id} with an HTML part`);
    sendHtml(response, MAIL_POLICY, withLinksInNewTab(email.html));
  }

  @Get('inbox/:id/raw')
  raw(@Param('id', { schema: messageId }) id: number, @Res() response: Response): void {
    const raw = this.inbox.raw(id);
    if (raw === undefined) throw new NotFoundError('message', String(id));
    response.setHeader('Content-Disposition', `attachment; filename="message-${id}.eml"`);
    response.setHeader('Cache-Control', 'no-store');
    response.type('message/rfc822').send(raw);
  }

  private async open(id: number) {
    const message = await this.inbox.open(id);
    if (message === undefined) throw new NotFoundError('message', String(id));
    return message;
  }
}

function sendHtml(response: Response, policy: string, page: string): void {
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('Cache-Control', 'no-store');
  response.type('text/html').send(page);
}

/** Inside the frame a link would open within the frame, where most pages refuse to be shown. */
function withLinksInNewTab(mail: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(mail) ? mail.replace(/<head[^>]*>/i, (head) => head + base) : base + mail;
}
