import { Inject, Injectable } from '@nestjs/common';
import type { EditionItem } from '#src/domain/edition/edition.schema.js';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { DigestRenderer, type CompiledDigest, type PressedDigest, type TrackedForm } from '#src/rendering/index.js';
import { CorrectionContent } from './corrections/correction-content.service.js';
import { EditionRepository, type EditionRow } from './edition.repository.js';
import { editionView } from './edition-view.js';

/** One render that many readers share. */
export type Variant = {
  locale: Locale;
  selectionHash: string;
  content: CompiledDigest;
  /** For readers who allow tracking. */
  tracked: TrackedForm | undefined;
};

/** Prints an edition: the same items in every language that Tradewind writes. */
@Injectable()
export class EditionPress {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM_NAME' | 'POSTAL_ADDRESS' | 'TRACKING'>,
    private readonly clock: Clock,
    private readonly editions: EditionRepository,
    private readonly corrections: CorrectionContent,
    private readonly renderer: DigestRenderer,
  ) {}

  async render(db: Db, edition: EditionRow, items: readonly EditionItem[], locale: Locale): Promise<CompiledDigest> {
    return (await this.press(db, edition, items, locale)).content;
  }

  async variants(db: Db, edition: EditionRow, items: readonly EditionItem[]): Promise<Variant[]> {
    const { told } = await this.corrections.read(db, edition.id);
    const parts = [
      ...told.map(({ correctionId }) => correctionId),
      ...items.map((item) => `${item.shiftId}@${item.shiftVersion}`),
    ];
    const selectionHash = sha256(parts.join('\n'));
    const variants: Variant[] = [];
    for (const locale of LOCALES) {
      const { content, tracked } = await this.press(db, edition, items, locale);
      variants.push({ locale, selectionHash, content, tracked: this.config.TRACKING ? tracked : undefined });
    }
    return variants;
  }

  private async press(
    db: Db,
    edition: EditionRow,
    items: readonly EditionItem[],
    locale: Locale,
  ): Promise<PressedDigest> {
    const previous = await this.editions.previousStart(db, edition);
    const { told } = await this.corrections.read(db, edition.id);
    const view = editionView({
      edition,
      items,
      corrections: told,
      locale,
      date: edition.startedAt ?? edition.scheduledAt ?? this.clock.now(),
      previousDate: previous,
      mastheadName: this.config.MAIL_FROM_NAME,
      postalAddress: this.config.POSTAL_ADDRESS,
    });
    return this.renderer.press(view);
  }
}
