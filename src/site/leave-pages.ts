import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { leaveReasonUrl } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { leftView, questionView, thanksView, type FaultyAnswer } from './reason-view.js';
import type { Visitor } from './reader-links.service.js';
import { SitePages } from './site-pages.js';

/** The pages after leaving. They look the same whoever stands behind the link. */
@Injectable()
export class LeavePages {
  private readonly basePath: string;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM_NAME' | 'PUBLIC_URL'>,
    private readonly pages: SitePages,
    private readonly tokens: Tokens,
  ) {
    this.basePath = new URL(config.PUBLIC_URL).pathname.replace(/\/$/, '');
  }

  sendLeft(response: Response, visitor: Visitor): void {
    const { locale } = visitor;
    this.pages.send(response, locale, leftView(locale, this.config.MAIL_FROM_NAME, this.action(visitor)));
  }

  sendQuestion(response: Response, visitor: Visitor, answer?: FaultyAnswer): void {
    const { locale } = visitor;
    const view = questionView(locale, this.config.MAIL_FROM_NAME, this.action(visitor), answer);
    this.pages.send(response, locale, view, { status: answer === undefined ? 200 : 422 });
  }

  sendThanks(response: Response, { locale }: Visitor): void {
    this.pages.send(response, locale, thanksView(locale, this.config.MAIL_FROM_NAME));
  }

  private action({ subjectId, deliveryId }: Visitor): string {
    return leaveReasonUrl(this.basePath, this.tokens.sign('leave-reason', subjectId, deliveryId));
  }
}
