import { z } from 'zod';
import { CONSENT_PURPOSES } from '#src/domain/consent/purpose.js';
import { LOCALES } from '#src/domain/locale/locale.js';

export const consentListSchema = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          id: z.uuid(),
          action: z
            .enum(['requested', 'subscribed', 'unsubscribed', 'granted', 'withdrawn'])
            .describe('`requested`: by a form; it counts for nothing until `subscribed` or `granted` follows.'),
          purpose: z.enum(CONSENT_PURPOSES),
          at: z.string().describe('RFC 3339.'),
          source: z.string().describe('form, json, page, one-click, mailto, provider, api or import.'),
          form: z.string().nullable().describe('Id of the form that was filled in.'),
          ip: z.string().nullable().describe('CIDR: whole (/32, /128) for 30 days, then its network (/24, /48).'),
          userAgent: z.string().nullable(),
          locale: z.enum(LOCALES).nullable().describe('Language in which the words were shown.'),
          wordingVersion: z.string().nullable(),
          wording: z.string().nullable().describe('The words, exactly as they were shown.'),
          detail: z.record(z.string(), z.unknown()),
        })
        .meta({ id: 'ConsentEvent' }),
    ),
  })
  .meta({ id: 'ConsentList' });
export type ConsentOut = z.infer<typeof consentListSchema>['items'][number];
