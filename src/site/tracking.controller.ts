import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { agentClassOf, isPrefetch } from '#src/domain/feedback/tracking/agent-class.js';
import { TrackingIntake, type Fetcher } from '#src/feedback/index.js';
import { localeFromHeader } from './accept-language.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';

/** One transparent dot. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * The links and the picture of mails to readers who allow tracking. HEAD is answered like GET. Where a link leads stands in our table alone, so
 * nothing in a request can send anybody elsewhere.
 */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller()
export class TrackingController {
  constructor(
    private readonly tracking: TrackingIntake,
    private readonly pages: SitePages,
  ) {}

  @Get('l/:token')
  async follow(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const location = await this.tracking.click(token, fetcherOf(request));
    if (location === undefined) {
      this.pages.sendNotice(response, localeFromHeader(request.headers['accept-language']), 'notFound', 404);
      return;
    }
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Robots-Tag', 'noindex');
    // As it is: Express would write some of its signs anew.
    response.setHeader('Location', location);
    response.status(302).end();
  }

  /** The same picture for every token, also when nothing can be noted: a mail must not look broken. */
  @Get('o/:picture')
  async show(@Param('picture') picture: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.tracking.open(picture.replace(/\.gif$/, ''), fetcherOf(request));
    response.setHeader('Cache-Control', 'no-store, no-cache, must-revalidate, max-age=0');
    response.setHeader('X-Robots-Tag', 'noindex');
    // Webmail shows it within its own pages.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.type('image/gif').send(PICTURE);
  }
}

function fetcherOf({ method, headers }: Request): Fetcher {
  return { agent: agentClassOf(headers['user-agent']), isHead: method === 'HEAD', isPrefetch: isPrefetch(headers) };
}
