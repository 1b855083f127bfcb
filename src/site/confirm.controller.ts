import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { clientOf, ConfirmationDesk } from '#src/signup/index.js';
import { localeFromHeader } from './accept-language.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';
import { SubscribePages } from './subscribe-pages.js';

/** The link of a confirmation mail. Forged, expired and used up by somebody who left since look the same. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('c/:token')
export class ConfirmController {
  constructor(
    private readonly desk: ConfirmationDesk,
    private readonly subscribePages: SubscribePages,
    private readonly pages: SitePages,
  ) {}

  /** Link scanners and prefetchers come here: it shows, and changes nothing. */
  @Get()
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { state, locale = localeFromHeader(request.headers['accept-language']) } = await this.desk.look(token);
    if (state === 'open') this.subscribePages.sendNotice(response, locale, 'confirm');
    else if (state === 'confirmed') this.subscribePages.sendNotice(response, locale, 'already');
    else this.subscribePages.sendNotice(response, locale, 'gone', 410);
  }

  @Post()
  async act(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { locale = localeFromHeader(request.headers['accept-language']) } = await this.desk.look(token);
    const outcome = await this.desk.confirm(token, clientOf(request));
    if (outcome.kind === 'suppressed') this.pages.sendNotice(response, locale, 'blocked');
    else if (outcome.kind === 'confirmed') this.subscribePages.sendConfirmed(response, locale, outcome.subscriberId);
    else this.subscribePages.sendNotice(response, locale, outcome.kind, outcome.kind === 'gone' ? 410 : 200);
  }
}
