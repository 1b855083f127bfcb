import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Eta } from 'eta';
import type { Response } from 'express';
import type { OptionalPurpose } from '#src/domain/consent/purpose.js';
import { CURRENT_WORDING } from '#src/domain/consent/wording.js';
import type { Preferences } from '#src/domain/reader/preferences.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import type { MoveState } from '#src/signup/index.js';
import { Wordings } from '#src/subscribers/index.js';
import { zoneDay } from './zone-day.js';
import { noticeView, type NoticeKind, type PageView } from './page-view.js';
import { erasureNotice, exportNotice, moveNotice, preferencesView, type PreferencesNote } from './preferences-view.js';
import type { TimelineView } from './timeline-view.js';
import { includingZone, zoneChoices, type ZoneGroup } from './zone-choices.js';

const FOLDER = join(projectRoot, 'templates/site');
const HOUR = 3_600_000;

/** Own words and own style only: no picture, no frame, forms go nowhere but back, and no script but the one that a page may name. */
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const PAGE_HEADERS = {
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
  Vary: 'Accept-Language',
};
const OPEN_HEADERS = {
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'public, max-age=300',
  Vary: 'Accept-Language',
};

type ScriptName = 'proof' | 'press';

/** Renders the public pages. Whatever comes from data is escaped by the template engine. */
@Injectable()
export class SitePages {
  private readonly scripts = { proof: script('proof'), press: script('press') };
  readonly stylesheet = readFileSync(join(FOLDER, 'site.css'), 'utf8');
  private readonly stylesheetUrl: string;
  private readonly eta = new Eta({ views: FOLDER, autoEscape: true, cache: true });
  private readonly zones = new Map<Locale, { hour: number; groups: ZoneGroup[] }>();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM_NAME' | 'POSTAL_ADDRESS' | 'PUBLIC_URL'>,
    private readonly clock: Clock,
    private readonly wordings: Wordings,
  ) {
    const version = createHash('sha256').update(this.stylesheet).digest('hex').slice(0, 12);
    this.stylesheetUrl = `${new URL(config.PUBLIC_URL).pathname.replace(/\/$/, '')}/site.css?v=${version}`;
  }

  sendNotice(response: Response, locale: Locale, kind: NoticeKind, status = 200): void {
    this.send(response, locale, noticeView(kind, locale, this.config.MAIL_FROM_NAME), { status });
  }

  sendPreferences(
    response: Response,
    reader: { preferences: Preferences; hasLeft: boolean },
    note?: PreferencesNote,
  ): void {
    const { locale, timeZone } = reader.preferences;
    const now = this.clock.now();
    const text = (purpose: OptionalPurpose): string => this.wordings.text(CURRENT_WORDING, purpose, locale);
    const view = preferencesView({
      ...reader,
      name: this.config.MAIL_FROM_NAME,
      zones: includingZone(this.zonesFor(locale), timeZone, now),
      days: { tomorrow: zoneDay(timeZone, now, 1), nextYear: zoneDay(timeZone, now, 365) },
      consentTexts: { personalisation: text('personalisation'), 'open-click-tracking': text('open-click-tracking') },
      note,
    });
    this.send(response, locale, view, { status: note !== undefined && note.kind !== 'saved' ? 422 : 200 });
  }

  sendMove(response: Response, locale: Locale, step: 'asked' | MoveState): void {
    const view = moveNotice(step, locale, this.config.MAIL_FROM_NAME);
    this.send(response, locale, view, { status: step === 'gone' ? 410 : 200 });
  }

  sendExport(response: Response, locale: Locale): void {
    this.send(response, locale, exportNotice(locale, this.config.MAIL_FROM_NAME));
  }

  sendErasure(response: Response, locale: Locale, step: 'ask' | 'done'): void {
    this.send(response, locale, erasureNotice(step, locale, this.config.MAIL_FROM_NAME));
  }

  /** For everybody, and the same for everybody: it may be kept a while, and found. */
  sendTimeline(response: Response, locale: Locale, view: TimelineView): void {
    this.send(response, locale, view, { isOpen: true });
  }

  /** A page does without its script, which stands in it and is allowed by its hash. */
  send(
    response: Response,
    locale: Locale,
    view: PageView,
    options: { status?: number; script?: ScriptName; isOpen?: boolean } = {},
  ): void {
    const { MAIL_FROM_NAME: name, POSTAL_ADDRESS: postalAddress } = this.config;
    const body = this.eta.render(`./${view.template}`, view);
    const script = options.script === undefined ? undefined : this.scripts[options.script];
    const isOpen = options.isOpen === true;
    const page = {
      locale,
      name,
      postalAddress,
      stylesheet: this.stylesheetUrl,
      view,
      body,
      script: script?.text,
      isOpen,
    };
    response
      .status(options.status ?? 200)
      .set(isOpen ? OPEN_HEADERS : PAGE_HEADERS)
      .set('Content-Language', locale)
      .type('html');
    response.set('Content-Security-Policy', script === undefined ? POLICY : `${POLICY}; script-src ${script.source}`);
    response.send(this.eta.render('./layout', page));
  }

  /** Distances from UTC change twice a year; working them out for 400 zones takes longer than the rest of the page. */
  private zonesFor(locale: Locale): ZoneGroup[] {
    const now = this.clock.now();
    const hour = Math.floor(now.getTime() / HOUR);
    const known = this.zones.get(locale);
    if (known?.hour === hour) return known.groups;
    const groups = zoneChoices(locale, now);
    this.zones.set(locale, { hour, groups });
    return groups;
  }
}

function script(name: ScriptName): { text: string; source: string } {
  const text = readFileSync(join(FOLDER, `${name}.js`), 'utf8');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
