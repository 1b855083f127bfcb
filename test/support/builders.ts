import { randomUUID } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryPlanner } from '#src/delivery/index.js';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import type { CompiledDigest } from '#src/rendering/index.js';

/** A render with open slots, small enough to read in a failing test. */
export function aCompiledDigest(given: Partial<CompiledDigest> = {}): CompiledDigest {
  const locale = given.locale ?? 'en';
  const html = `<p lang="${locale}">One shift. <a href="⟦unsubscribe-url⟧">Leave</a> <a href="⟦preferences-url⟧">Change</a></p>`;
  return {
    locale,
    subject: '方向变了 · A shift',
    preheader: 'One shift',
    html,
    text: 'One shift.\n\nLeave: ⟦unsubscribe-url⟧\nChange: ⟦preferences-url⟧\n',
    mjml: '<mjml></mjml>',
    sizeBytes: html.length,
    warnings: [],
    ...given,
  };
}

export type SubscriberRow = { id: string; email: string };

/** Subscribers written straight into the table: `reader1@test.example`, … */
export async function someSubscribers(
  app: INestApplication,
  count: number,
  given: { locale?: Locale; status?: string } = {},
): Promise<SubscriberRow[]> {
  const tokens = app.get(Tokens);
  const rows = Array.from({ length: count }, () => {
    const email = `reader-${randomUUID()}@test.example`;
    return { email, hash: tokens.hashAddress(email) };
  });
  return app.get(DataSource).query(
    `INSERT INTO subscriber (email, address_hash, name, locale, time_zone, status, source)
     SELECT email, hash, '读者, "Reader"', $3, 'UTC', $4, 'api' FROM unnest($1::text[], $2::bytea[]) AS row (email, hash)
     RETURNING id, email`,
    [rows.map((row) => row.email), rows.map((row) => row.hash), given.locale ?? 'en', given.status ?? 'active'],
  );
}

/** Opens a run for everybody who is subscribed now. */
export async function aRun(
  app: INestApplication,
  given: { locales?: readonly Locale[] } = {},
): Promise<{ editionId: string; frozenCount: number }> {
  const editionId = randomUUID();
  const variants = (given.locales ?? LOCALES).map((locale) => ({
    locale,
    selectionHash: 'all',
    content: aCompiledDigest({ locale }),
  }));
  const { frozenCount } = await app
    .get(DataSource)
    .transaction((manager) => app.get(DeliveryPlanner).start(manager, { editionId, variants, fallbackLocale: 'en' }));
  return { editionId, frozenCount };
}
