import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Unsubscriber } from '#src/feedback/index.js';
import type { Client } from '#src/subscribers/index.js';
import { LeavePages } from './leave-pages.js';
import type { Visitor } from './reader-links.service.js';
import { SitePages } from './site-pages.js';

/** Leaving and coming back, by whatever page. Nobody behind the link gets the same pages, and nothing happens. */
@Injectable()
export class Leaving {
  constructor(
    private readonly unsubscriber: Unsubscriber,
    private readonly leavePages: LeavePages,
    private readonly pages: SitePages,
  ) {}

  async leave(visitor: Visitor, by: 'one-click' | 'page', client: Client, response: Response): Promise<void> {
    const { profile, deliveryId } = visitor;
    if (profile !== null) await this.unsubscriber.leave(profile.id, by, deliveryId, client);
    this.leavePages.sendLeft(response, visitor);
  }

  async comeBack({ profile, locale }: Visitor, client: Client, response: Response): Promise<void> {
    const outcome = profile === null ? 'back' : await this.unsubscriber.comeBack(profile.id, client);
    this.pages.sendNotice(response, locale, outcome === 'suppressed' || outcome === 'unknown' ? 'blocked' : 'back');
  }
}
