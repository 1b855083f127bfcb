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
  title: z.string().optional(),
});

type Settings = Pick<Config, 'MAIL_FROM_NAME' | 'POSTAL_ADDRESS' | 'PUBLIC_URL'>;

/** The mail about a run or an edition that needs somebody; of a run, with how far it had come when the mail left. */
@Injectable()
export class OperatorAlertComposer {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly runs: RunRepository,
    private readonly variants: VariantRepository,
    private readonly renderer: NoticeRenderer,
  ) {}

  async compose({ locale, values }: ComposedFrom): Promise<RenderedNotice> {
    const { editionId, reason, about, title } = alertValuesSchema.parse(values);
    const hasRun = title === undefined;
    return this.renderer.operatorAlert({
      about,
      locale,
      masthead: this.config.MAIL_FROM_NAME,
      edition: { id: editionId, title: title ?? (await this.variants.subjectOf(editionId, locale)) ?? '' },
      reason,
      counts: hasRun ? await this.countsOf(editionId) : null,
      progressUrl: `${this.config.PUBLIC_URL}/api/admin/${hasRun ? `runs/${editionId}/progress` : `editions/${editionId}`}`,
      postalAddress: this.config.POSTAL_ADDRESS,
    });
  }

  private async countsOf(editionId: string) {
    const counts = await this.runs.counts(editionId);
    const { accepted, failed, uncertain, pending, claimed, handing, deferred } = counts;
    const frozen = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { frozen, accepted, failed, uncertain, open: pending + claimed + handing + deferred };
  }
}
