import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { MoveDesk } from '#src/signup/index.js';
import { localeFromHeader } from './accept-language.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';

/** The links of the two mails about a change of address. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('a/:token')
export class MoveController {
  constructor(
    private readonly desk: MoveDesk,
    private readonly pages: SitePages,
  ) {}

  /** Link scanners and prefetchers come here: it shows, and changes nothing. */
  @Get()
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { state, locale = localeFromHeader(request.headers['accept-language']) } = await this.desk.look(token);
    this.pages.sendMove(response, locale, state);
  }

  @Post()
  async act(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { locale = localeFromHeader(request.headers['accept-language']) } = await this.desk.look(token);
    this.pages.sendMove(response, locale, await this.desk.agree(token));
  }
}
