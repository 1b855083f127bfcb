import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { DEFAULT_PREFERENCES, type Preferences } from '#src/domain/reader/preferences.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { clientOf } from '#src/signup/index.js';
import { PreferenceDesk, type Client } from '#src/subscribers/index.js';
import { readForm } from './posted-form.js';
import { readPreferences } from './preferences-form.js';
import { ReaderActs } from './reader-acts.service.js';
import { ReaderLinks, type Visitor } from './reader-links.service.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';
import { zoneDay } from './zone-day.js';

type Form = Partial<Record<string, string>>;
type Reader = { preferences: Preferences; hasLeft: boolean };

/** What a reader chooses, and what they may do with their data, behind the other link of the footer. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('p/:token')
export class PreferencesController {
  constructor(
    private readonly links: ReaderLinks,
    private readonly preferences: PreferenceDesk,
    private readonly acts: ReaderActs,
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
    switch (form['act']) {
      case 'leave':
        return this.acts.leave(visitor, client, response);
      case 'again':
        return this.acts.comeBack(visitor, client, response);
      case 'export':
        return this.acts.exportData(visitor, response);
      case 'erase':
        this.pages.sendErasure(response, visitor.locale, 'ask');
        return;
      case 'erase-now':
        return this.acts.erase(visitor, response);
      case 'move':
        if ((await this.acts.move(visitor, form['email'] ?? '', response)) === 'faulty')
          this.pages.sendPreferences(response, await this.readerOf(visitor), { kind: 'faulty-address' });
        return;
      default:
        return this.save(visitor, form['act'] === 'save' ? form : {}, client, response);
    }
  }

  private async save(visitor: Visitor, form: Form, client: Client, response: Response): Promise<void> {
    const reader = await this.readerOf(visitor);
    const { preferences: current } = reader;
    const read = readPreferences(form, current, zoneDay(current.timeZone, this.clock.now()));
    if (!read.ok) {
      const { fault, unknown } = read;
      const typed = fault === 'other' ? {} : { pause: form['pausedUntil'] ?? '', actors: form['actors'] ?? '' };
      // In the language that they were reading: nothing was saved.
      const shown = { ...reader, preferences: { ...read.preferences, locale: current.locale } };
      this.pages.sendPreferences(response, shown, { kind: 'faulty', fault, unknown, typed });
      return;
    }
    if (visitor.profile !== null)
      await this.preferences.save(visitor.profile.id, read.preferences, { client, locale: current.locale });
    this.pages.sendPreferences(response, { ...reader, preferences: read.preferences }, { kind: 'saved' });
  }

  private visitor(token: string, request: Request): Promise<Visitor> {
    return this.links.visitor('preferences', token, request.headers['accept-language']);
  }

  /** Nobody behind the link sees the defaults of everybody. */
  private async readerOf({ profile, locale }: Visitor): Promise<Reader> {
    const known = profile === null ? undefined : await this.preferences.read(profile.id);
    const preferences = known ?? { ...DEFAULT_PREFERENCES, locale, timeZone: 'UTC' };
    return { preferences, hasLeft: profile?.status === 'unsubscribed' };
  }
}
