import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppError } from '#src/foundation/http/app-error.js';
import { Log } from '#src/foundation/logging/logger.js';
import { localeFromHeader } from './accept-language.js';
import { SitePages } from './site-pages.js';

/** A reader gets a page, never problem+json. */
@Catch()
export class SiteFilter implements ExceptionFilter {
  constructor(
    private readonly pages: SitePages,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    const locale = localeFromHeader(request.headers['accept-language']);
    if (!(error instanceof AppError)) {
      this.log.error('site.failed', { error });
      // A one-click post that failed is tried again by the mail provider.
      response.setHeader('Retry-After', '120');
      this.pages.sendNotice(response, locale, 'trouble', 503);
      return;
    }
    if (error.status === 413) response.setHeader('Connection', 'close');
    this.pages.sendNotice(response, locale, error.status === 413 ? 'tooLarge' : 'trouble', error.status);
  }
}
