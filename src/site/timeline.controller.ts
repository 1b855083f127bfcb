import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { isLocale } from '#src/domain/locale/locale.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { TimelineReader, timelineCursor } from '#src/shifts/index.js';
import { localeFromHeader } from './accept-language.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';
import { timelineView } from './timeline-view.js';

const PAGE_SIZE = 20;

/** What is confirmed of an actor, as a page for everybody. It reads and changes nothing, and names nobody who reads or edits. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('actors/:slug')
export class TimelinePageController {
  constructor(
    private readonly timelines: TimelineReader,
    private readonly pages: SitePages,
  ) {}

  @Get()
  async show(
    @Param('slug') slug: string,
    @Query('lang') lang: unknown,
    @Query('before') before: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const locale = isLocale(lang) ? lang : localeFromHeader(request.headers['accept-language']);
    const cursor = timelineCursor.safeParse(before).data;
    const isPage = slug.length <= 100 && (before === undefined || cursor !== undefined);
    const timeline = isPage ? await this.read(slug, cursor) : undefined;
    if (timeline === undefined) {
      this.pages.sendNotice(response, locale, 'notFound', 404);
      return;
    }
    this.pages.sendTimeline(response, locale, timelineView(timeline, locale, cursor));
  }

  private async read(slug: string, cursor: string | undefined) {
    try {
      return await this.timelines.read(slug, { cursor, limit: PAGE_SIZE });
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }
}
