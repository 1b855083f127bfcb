/** What a person may agree to, each by itself. All but the first are off until they say so. Stored, so never renamed in place. */
export const CONSENT_PURPOSES = ['newsletter', 'personalisation', 'open-click-tracking'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** The ones that somebody may have, or not have, beside the newsletter. */
export const OPTIONAL_PURPOSES = ['personalisation', 'open-click-tracking'] as const;
export type OptionalPurpose = (typeof OPTIONAL_PURPOSES)[number];
