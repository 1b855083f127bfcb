import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { clientOf } from '#src/signup/index.js';
import { LeavePages } from './leave-pages.js';
import { Leaving } from './leaving.service.js';
import { readForm } from './posted-form.js';
import { ReaderLinks } from './reader-links.service.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';

/**
 * The link of the footer and of List-Unsubscribe (RFC 8058). A forged token gets the same pages as a genuine one, and nothing happens.
 */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('u/:token')
export class UnsubscribeController {
  constructor(
    private readonly links: ReaderLinks,
    private readonly leaving: Leaving,
    private readonly leavePages: LeavePages,
    private readonly pages: SitePages,
  ) {}

  /** Link scanners and prefetchers come here: it shows, and changes nothing. */
  @Get()
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.links.visitor('unsubscribe', token, request.headers['accept-language']);
    if (visitor.profile?.status === 'unsubscribed') this.leavePages.sendLeft(response, visitor);
    else this.pages.sendNotice(response, visitor.locale, 'leave');
  }

  /**
   * Leaves at once, whatever the body says, unless it is the undo button of our own page. A one-click post has no cookies, follows no
   * redirect, and may be repeated.
   */
  @Post()
  async act(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await readForm(request);
    const visitor = await this.links.visitor('unsubscribe', token, request.headers['accept-language']);
    const client = clientOf(request);
    const isOneClick = form['List-Unsubscribe'] === 'One-Click' || form['act'] === undefined;
    if (!isOneClick && form['act'] === 'again') return this.leaving.comeBack(visitor, client, response);
    return this.leaving.leave(visitor, isOneClick ? 'one-click' : 'page', client, response);
  }
}
