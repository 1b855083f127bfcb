import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { ALERTS_ABOUT, NoticeRenderer, type RenderedNotice } from '#src/rendering/index.js';
import { VariantRepository } from '../message/variant.repository.js';
import { RunRepository } from '../runs/run.repository.js';
import type { ComposedFrom } from './transactional-composer.js';

/** What is stored of an alert; the figures are read when it is sent. */
export const alertValuesSchema = z.strictObject({
  editionId: z.uuid(),
  reason: z.string(),
  about: z.enum(ALERTS_ABOUT).default('paused'),
});

type Settings = Pick<Config, 'MAIL_FROM_NAME' | 'POSTAL_ADDRESS' | 'PUBLIC_URL'>;

/** The mail about a run that has paused itself or is blocked, with how far it had come when the mail left. */
@Injectable()
export class OperatorAlertComposer {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly runs: RunRepository,
    private readonly variants: VariantRepository,
    private readonly renderer: NoticeRenderer,
  ) {}

  async compose({ locale, values }: ComposedFrom): Promise<RenderedNotice> {
    const { editionId, reason, about } = alertValuesSchema.parse(values);
    const counts = await this.runs.counts(editionId);
    const { accepted, failed, uncertain, pending, claimed, handing, deferred } = counts;
    return this.renderer.operatorAlert({
      about,
      locale,
      masthead: this.config.MAIL_FROM_NAME,
      edition: { id: editionId, title: (await this.variants.subjectOf(editionId, locale)) ?? '' },
      reason,
      counts: {
        frozen: Object.values(counts).reduce((sum, count) => sum + count, 0),
        accepted,
        failed,
        uncertain,
        open: pending + claimed + handing + deferred,
      },
      progressUrl: `${this.config.PUBLIC_URL}/api/admin/runs/${editionId}/progress`,
      postalAddress: this.config.POSTAL_ADDRESS,
    });
  }
}
