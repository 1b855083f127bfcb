import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { DEFAULT_PREFERENCES, type Preferences } from '#src/domain/reader/preferences.js';
import { Unsubscriber } from '#src/feedback/index.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { clientOf, MoveDesk } from '#src/signup/index.js';
import { AddressBook, PreferenceDesk, SubscriberDesk, type Client } from '#src/subscribers/index.js';
import { zoneDay } from './zone-day.js';
import { readForm } from './posted-form.js';
import { readPreferences } from './preferences-form.js';
import { ReaderLinks, type Visitor } from './reader-links.service.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';

type Reader = { preferences: Preferences; hasLeft: boolean };

/** What a reader chooses, and leaving, behind the other link of the footer. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('p/:token')
export class PreferencesController {
  constructor(
    private readonly links: ReaderLinks,
    private readonly preferences: PreferenceDesk,
    private readonly unsubscriber: Unsubscriber,
    private readonly subscribers: SubscriberDesk,
    private readonly addresses: AddressBook,
    private readonly moves: MoveDesk,
    private readonly pages: SitePages,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.pages.sendPreferences(response, await this.readerOf(await this.visitor(token, request)));
  }

  @Post()
  async act(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await readForm(request);
    const visitor = await this.visitor(token, request);
    const client = clientOf(request);
    if (form['act'] === 'leave') return this.leave(visitor, client, response);
    if (form['act'] === 'again') return this.comeBack(visitor, client, response);
    if (form['act'] === 'erase') {
      this.pages.sendErasure(response, visitor.locale, 'ask');
      return;
    }
    if (form['act'] === 'erase-now') return this.erase(visitor, response);
    const reader = await this.readerOf(visitor);
    if (form['act'] === 'move') return this.move(visitor, reader, form['email'] ?? '', response);
    const { preferences: current } = reader;
    const read = readPreferences(
      form['act'] === 'save' ? form : {},
      current,
      zoneDay(current.timeZone, this.clock.now()),
    );
    if (!read.ok) {
      const { fault, unknown, preferences } = read;
      const typed = { pause: form['pausedUntil'] ?? '', actors: form['actors'] ?? '' };
      const note = { kind: 'faulty', fault, unknown, typed: fault === 'other' ? {} : typed } as const;
      // In the language that they were reading: nothing was saved.
      this.pages.sendPreferences(
        response,
        { ...reader, preferences: { ...preferences, locale: current.locale } },
        note,
      );
      return;
    }
    if (visitor.profile !== null)
      await this.preferences.save(visitor.profile.id, read.preferences, { client, locale: current.locale });
    this.pages.sendPreferences(response, { ...reader, preferences: read.preferences }, { kind: 'saved' });
  }

  private visitor(token: string, request: Request): Promise<Visitor> {
    return this.links.visitor('preferences', token, request.headers['accept-language']);
  }

  /** Nobody who is behind the link sees the defaults of everybody. */
  private async readerOf({ profile, locale }: Visitor): Promise<Reader> {
    const known = profile === null ? undefined : await this.preferences.read(profile.id);
    const preferences = known ?? { ...DEFAULT_PREFERENCES, locale, timeZone: 'UTC' };
    return { preferences, hasLeft: profile?.status === 'unsubscribed' };
  }

  private async move({ profile, locale }: Visitor, reader: Reader, email: string, response: Response): Promise<void> {
    const address = this.addresses.read(email);
    if (typeof address === 'string') {
      this.pages.sendPreferences(response, reader, { kind: 'faulty-address' });
      return;
    }
    if (profile !== null) await this.moves.ask(profile.id, address);
    this.pages.sendMove(response, locale, 'asked');
  }

  private async erase({ profile, locale }: Visitor, response: Response): Promise<void> {
    if (profile !== null) await this.subscribers.eraseSelf(profile.id);
    this.pages.sendErasure(response, locale, 'done');
  }

  private async leave({ profile, locale }: Visitor, client: Client, response: Response): Promise<void> {
    if (profile !== null) await this.unsubscriber.leave(profile.id, 'page', undefined, client);
    this.pages.sendNotice(response, locale, 'left');
  }

  private async comeBack({ profile, locale }: Visitor, client: Client, response: Response): Promise<void> {
    const outcome = profile === null ? 'back' : await this.unsubscriber.comeBack(profile.id, client);
    this.pages.sendNotice(response, locale, outcome === 'suppressed' || outcome === 'unknown' ? 'blocked' : 'back');
  }
}
