import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { readLeaveAnswer } from '#src/domain/feedback/leave-reason.js';
import { LeaveReasonDesk } from '#src/feedback/index.js';
import { LeavePages } from './leave-pages.js';
import { readForm } from './posted-form.js';
import { ReaderLinks, type Visitor } from './reader-links.service.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';

/** The question why a reader has left, which they may answer or not. Its link opens nothing else, and stands in no mail. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('w/:token')
export class LeaveReasonController {
  constructor(
    private readonly links: ReaderLinks,
    private readonly reasons: LeaveReasonDesk,
    private readonly leavePages: LeavePages,
    private readonly pages: SitePages,
  ) {}

  @Get()
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.visitor(token, request);
    if (visitor.profile?.status === 'active') this.pages.sendNotice(response, visitor.locale, 'back');
    else this.leavePages.sendQuestion(response, visitor);
  }

  /** From somebody who is back by now nothing is taken. */
  @Post()
  async act(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { reason = '', words = '' } = await readForm(request);
    const visitor = await this.visitor(token, request);
    const answer = readLeaveAnswer({ reason, words });
    if (visitor.profile?.status === 'active') this.pages.sendNotice(response, visitor.locale, 'back');
    else if (typeof answer === 'string')
      this.leavePages.sendQuestion(response, visitor, { fault: answer, reason, words });
    else {
      if (visitor.profile !== null) await this.reasons.take(visitor.profile.id, visitor.deliveryId, answer);
      this.leavePages.sendThanks(response, visitor);
    }
  }

  private visitor(token: string, request: Request): Promise<Visitor> {
    return this.links.visitor('leave-reason', token, request.headers['accept-language']);
  }
}
