import { All, Controller, Get, Header, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { READER_PATHS } from '#src/domain/reader/reader-links.js';
import { localeFromHeader } from './accept-language.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';

/** Where people land with a link that was cut off. */
const NOTHING_HERE = [
  '',
  'subscribe/*path',
  'actors',
  'actors/*path',
  ...Object.values(READER_PATHS).flatMap((path) => [path, `${path}/*path`]),
];

/** What the pages need besides themselves: their style, and a friendly word where there is no page. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller()
export class SiteController {
  constructor(private readonly pages: SitePages) {}

  /** Its URL carries a hash of its content, so it may be kept for ever. */
  @Get('site.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  style(): string {
    return this.pages.stylesheet;
  }

  @All(NOTHING_HERE)
  nothingHere(@Req() request: Request, @Res() response: Response): void {
    this.pages.sendNotice(response, localeFromHeader(request.headers['accept-language']), 'notFound', 404);
  }
}
