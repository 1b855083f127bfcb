import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { CURRENT_WORDING } from '#src/domain/consent/wording.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { preferencesUrl } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { Challenges, type SubscribeForm } from '#src/signup/index.js';
import { Wordings } from '#src/subscribers/index.js';
import { SitePages } from './site-pages.js';
import { personView, subscribeNotice, subscribeView, type FilledIn, type SubscribeNotice } from './subscribe-view.js';

type Settings = Pick<Config, 'MAIL_FROM_NAME' | 'PUBLIC_URL' | 'SIGNUP_AUTO_CONFIRM'>;

/** The pages with which a subscription begins. */
@Injectable()
export class SubscribePages {
  private readonly basePath: string;
  private readonly action: string;

  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly pages: SitePages,
    private readonly challenges: Challenges,
    private readonly wordings: Wordings,
    private readonly tokens: Tokens,
  ) {
    this.basePath = new URL(config.PUBLIC_URL).pathname.replace(/\/$/, '');
    this.action = `${this.basePath}/subscribe`;
  }

  sendForm(response: Response, locale: Locale, filledIn: FilledIn, fault?: 'email' | 'other'): void {
    const version = CURRENT_WORDING;
    const view = subscribeView({
      locale,
      name: this.config.MAIL_FROM_NAME,
      action: this.action,
      wording: {
        version,
        newsletter: this.wordings.text(version, 'newsletter', locale),
        personalisation: this.wordings.text(version, 'personalisation', locale),
        tracking: this.wordings.text(version, 'open-click-tracking', locale),
      },
      work: this.challenges.issue(),
      filledIn,
      fault,
    });
    this.pages.send(response, locale, view, { status: fault === undefined ? 200 : 422, script: 'proof' });
  }

  /** For whoever comes without a proof: no script, a form on another site, or a page that stood open for too long. */
  sendPerson(response: Response, locale: Locale, form: SubscribeForm, isTooSoon: boolean): void {
    const { challenge, nonce: _, ...fields } = form;
    const issued = this.challenges.issue();
    const view = personView({
      locale,
      name: this.config.MAIL_FROM_NAME,
      action: this.action,
      fields: { ...fields, lang: fields.lang ?? fields.locale },
      // The same one, or a person who is always too quick would never get through.
      work: isTooSoon ? { ...issued, challenge } : issued,
      isTooSoon,
    });
    this.pages.send(response, locale, view, { script: 'proof' });
  }

  /** The moment to say what one would like to read. */
  sendConfirmed(response: Response, locale: Locale, subscriberId: string): void {
    const href = preferencesUrl(this.basePath, this.tokens.sign('preferences', subscriberId));
    const view = subscribeNotice('confirmed', locale, this.config.MAIL_FROM_NAME, href);
    this.pages.send(response, locale, view);
  }

  sendNotice(response: Response, locale: Locale, kind: Exclude<SubscribeNotice, 'confirmed'>, status = 200): void {
    const view = subscribeNotice(kind, locale, this.config.MAIL_FROM_NAME, `${this.action}?lang=${locale}`);
    const isPressed = kind === 'confirm' && this.config.SIGNUP_AUTO_CONFIRM;
    this.pages.send(response, locale, view, { status, ...(isPressed && { script: 'press' as const }) });
  }
}
