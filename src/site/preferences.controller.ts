import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '#src/auth/index.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { Unsubscriber } from '#src/feedback/index.js';
import { PreferenceDesk, readTimeZone } from '#src/subscribers/index.js';
import { readForm } from './posted-form.js';
import { ReaderLinks, type Visitor } from './reader-links.service.js';
import { SiteFilter } from './site.filter.js';
import { SitePages } from './site-pages.js';

const choiceSchema = z.object({
  locale: z.enum(LOCALES),
  timeZone: z.string().transform((text, context) => {
    const zone = readTimeZone(text);
    if (zone !== undefined) return zone;
    context.addIssue({ code: 'custom', message: 'unknown' });
    return z.NEVER;
  }),
});

/** Language, time zone and leaving, behind the other link of the footer. */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('p/:token')
export class PreferencesController {
  constructor(
    private readonly links: ReaderLinks,
    private readonly preferences: PreferenceDesk,
    private readonly unsubscriber: Unsubscriber,
    private readonly pages: SitePages,
  ) {}

  @Get()
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.pages.sendPreferences(response, readerOf(await this.visitor(token, request)));
  }

  @Post()
  async act(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await readForm(request);
    const visitor = await this.visitor(token, request);
    if (form['act'] === 'leave') return this.leave(visitor, response);
    if (form['act'] === 'again') return this.comeBack(visitor, response);
    const choice = choiceSchema.safeParse(form);
    if (form['act'] !== 'save' || !choice.success) {
      this.pages.sendPreferences(response, readerOf(visitor), 'faulty');
      return;
    }
    if (visitor.profile !== null) await this.preferences.save(visitor.profile.id, choice.data);
    this.pages.sendPreferences(response, { ...readerOf(visitor), ...choice.data }, 'saved');
  }

  private visitor(token: string, request: Request): Promise<Visitor> {
    return this.links.visitor('preferences', token, request.headers['accept-language']);
  }

  private async leave({ profile, locale }: Visitor, response: Response): Promise<void> {
    if (profile !== null) await this.unsubscriber.leave(profile.id, 'page');
    this.pages.sendNotice(response, locale, 'left');
  }

  private async comeBack({ profile, locale }: Visitor, response: Response): Promise<void> {
    const outcome = profile === null ? 'back' : await this.unsubscriber.comeBack(profile.id);
    this.pages.sendNotice(response, locale, outcome === 'suppressed' || outcome === 'unknown' ? 'blocked' : 'back');
  }
}

function readerOf({ profile, locale }: Visitor): { locale: Visitor['locale']; timeZone: string; hasLeft: boolean } {
  return { locale, timeZone: profile?.timeZone ?? 'UTC', hasLeft: profile?.status === 'unsubscribed' };
}
