import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataExportDesk, MoveDesk } from '#src/signup/index.js';
import { SubscriberDesk, type Client } from '#src/subscribers/index.js';
import { Leaving } from './leaving.service.js';
import type { Visitor } from './reader-links.service.js';
import { SitePages } from './site-pages.js';

/** What a reader may do by the buttons of the preferences page. Nobody behind the link gets the same pages, and nothing happens. */
@Injectable()
export class ReaderActs {
  constructor(
    private readonly leaving: Leaving,
    private readonly subscribers: SubscriberDesk,
    private readonly moves: MoveDesk,
    private readonly exports: DataExportDesk,
    private readonly pages: SitePages,
  ) {}

  leave(visitor: Visitor, client: Client, response: Response): Promise<void> {
    return this.leaving.leave(visitor, 'page', client, response);
  }

  comeBack(visitor: Visitor, client: Client, response: Response): Promise<void> {
    return this.leaving.comeBack(visitor, client, response);
  }

  /** `faulty`: no page was sent, since the address is none. */
  async move({ profile, locale }: Visitor, email: string, response: Response): Promise<'asked' | 'faulty'> {
    if ((await this.moves.ask(profile?.id, email)) === 'faulty') return 'faulty';
    this.pages.sendMove(response, locale, 'asked');
    return 'asked';
  }

  async exportData({ profile, locale }: Visitor, response: Response): Promise<void> {
    if (profile !== null) await this.exports.send(profile.id);
    this.pages.sendExport(response, locale);
  }

  async erase({ profile, locale }: Visitor, response: Response): Promise<void> {
    if (profile !== null) await this.subscribers.eraseSelf(profile.id);
    this.pages.sendErasure(response, locale, 'done');
  }
}
