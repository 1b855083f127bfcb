import { z } from 'zod';
import { CURRENT_WORDING, WORDING_VERSIONS } from '#src/domain/consent/wording.js';
import { LOCALES } from '#src/domain/locale/locale.js';

const formId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'has 1 to 40 of a-z, 0-9 and -')
  .describe('Your own name for the form; it stands in the consent log.');

export const subscribeSchema = z
  .strictObject({
    email: z.string().max(1_000),
    locale: z.enum(LOCALES).describe('Language of the newsletter.'),
    personalisation: z.boolean().default(false).describe('Whether the person ticked the box with that text.'),
    openClickTracking: z.boolean().default(false).describe('The same.'),
    wording: z
      .strictObject({
        version: z.enum(WORDING_VERSIONS),
        locale: z.enum(LOCALES).describe('Language in which the texts were shown.'),
      })
      .describe('Which texts the person was shown; `GET /api/subscribe` has them.'),
    form: formId.default('json'),
    website: z.string().max(1_000).default('').describe('A field that people do not see; must be empty.'),
    proof: z
      .strictObject({
        challenge: z.string().max(200),
        nonce: z.string().max(16).describe('Decimal digits.'),
      })
      .describe('SHA-256 of `{challenge}.{nonce}` must begin with as many zero bits as `GET /api/subscribe` said.'),
  })
  .meta({ id: 'Subscribe' });
export type SubscribeBody = z.output<typeof subscribeSchema>;

export const subscribedSchema = z
  .strictObject({
    status: z.literal('accepted'),
    message: z.string(),
    suggestion: z
      .string()
      .optional()
      .describe(
        'What was probably meant, where the domain looks mistyped (`me@qq.con`); it says nothing about the mailbox.',
      ),
  })
  .meta({ id: 'SubscribeAnswer' });

export const subscribeOfferQuerySchema = z.strictObject({ locale: z.enum(LOCALES).default('en') });
export const subscribeOfferSchema = z
  .strictObject({
    challenge: z.string(),
    bits: z.int().describe('Leading zero bits of the proof.'),
    expiresAt: z.string().describe('RFC 3339. A challenge is good for one request.'),
    wording: z.strictObject({
      version: z.enum(WORDING_VERSIONS).describe(`At present ${CURRENT_WORDING}.`),
      locale: z.enum(LOCALES),
      newsletter: z.string().describe('Must be shown beside the button.'),
      personalisation: z.string().describe('Beside a box that is not ticked.'),
      openClickTracking: z.string().describe('Beside a box that is not ticked.'),
    }),
  })
  .meta({ id: 'SubscribeOffer' });

/** The fields of an HTML form, ours or one on another site. `lang`: the language in which the texts were shown. */
export const subscribeFormSchema = z.object({
  email: z.string().max(1_000),
  locale: z.enum(LOCALES),
  lang: z.enum(LOCALES).optional(),
  personalisation: z.literal('yes').optional(),
  tracking: z.literal('yes').optional(),
  wording: z.enum(WORDING_VERSIONS),
  form: formId.default('embedded'),
  website: z.string().default(''),
  challenge: z.string().max(200).default(''),
  nonce: z.string().max(16).default(''),
  /** The address about which the person was asked whether it is mistyped. */
  sure: z.string().max(1_000).optional(),
});
export type SubscribeForm = z.output<typeof subscribeFormSchema>;
