import { Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '#src/auth/index.js';
import { suggestAddress } from '#src/domain/address/suggest-address.js';
import { isLocale, type Locale } from '#src/domain/locale/locale.js';
import { clientOf, SignupDesk, subscribeFormSchema, type SubscribeForm } from '#src/signup/index.js';
import { AddressBook } from '#src/subscribers/index.js';
import { localeFromHeader } from './accept-language.js';
import { readForm } from './posted-form.js';
import { SiteFilter } from './site.filter.js';
import { SubscribePages } from './subscribe-pages.js';
import type { FilledIn } from './subscribe-view.js';

/**
 * The subscribe form: ours, and the target of forms on other sites. It needs no cookie and no script, and changes nothing but that a request
 * waits for its confirmation, so a post from elsewhere is as good as one from here.
 */
@ApiExcludeController()
@Public()
@UseFilters(SiteFilter)
@Controller('subscribe')
export class SubscribePageController {
  constructor(
    private readonly desk: SignupDesk,
    private readonly addresses: AddressBook,
    private readonly pages: SubscribePages,
  ) {}

  @Get()
  show(@Query('lang') lang: unknown, @Req() request: Request, @Res() response: Response): void {
    const locale = localeOf(request, lang);
    this.pages.sendForm(response, locale, { email: '', locale, personalisation: false, tracking: false });
  }

  @Post()
  async act(@Query('lang') lang: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const posted = await readForm(request);
    const locale = localeOf(request, posted['lang'], lang, posted['locale']);
    const form = subscribeFormSchema.safeParse(posted);
    const address = this.addresses.readNew(posted['email'] ?? '');
    if (!form.success || typeof address === 'string') {
      this.pages.sendForm(response, locale, filledIn(posted, locale), typeof address === 'string' ? 'email' : 'other');
      return;
    }
    const suggestion = suggestAddress(form.data.email.trim());
    if (suggestion !== undefined && form.data.sure !== form.data.email) {
      this.pages.sendForm(response, locale, { ...filledIn(posted, locale), suggestion });
      return;
    }
    const outcome = await this.desk.take({
      address,
      locale: form.data.locale,
      options: optionsOf(form.data),
      wording: { version: form.data.wording, locale: form.data.lang ?? form.data.locale },
      source: 'form',
      form: form.data.form,
      client: clientOf(request),
      proof: { challenge: form.data.challenge, nonce: form.data.nonce },
      trap: form.data.website,
    });
    if (outcome.kind === 'taken') {
      this.pages.sendNotice(response, locale, 'asked');
      return;
    }
    if (outcome.kind === 'unproved') {
      this.pages.sendPerson(response, locale, form.data, outcome.isTooSoon);
      return;
    }
    response.set('Retry-After', String(outcome.retryAfterSeconds));
    this.pages.sendNotice(response, locale, 'limited', 429);
  }
}

/** The first of the wishes that is a language of ours, else what the browser asks for. */
function localeOf(request: Request, ...wishes: unknown[]): Locale {
  return wishes.find(isLocale) ?? localeFromHeader(request.headers['accept-language']);
}

function optionsOf({ personalisation, tracking }: SubscribeForm): ('personalisation' | 'open-click-tracking')[] {
  return [
    ...(personalisation === 'yes' ? (['personalisation'] as const) : []),
    ...(tracking === 'yes' ? (['open-click-tracking'] as const) : []),
  ];
}

/** Nothing that a person typed is lost over a fault. */
function filledIn(posted: Partial<Record<string, string>>, locale: Locale): FilledIn {
  return {
    email: (posted['email'] ?? '').slice(0, 320),
    locale: isLocale(posted['locale']) ? posted['locale'] : locale,
    personalisation: posted['personalisation'] === 'yes',
    tracking: posted['tracking'] === 'yes',
  };
}
