import { LOCALES } from '../locale/locale.js';
import { CONSENT_PURPOSES } from './purpose.js';
import { consentText, CURRENT_WORDING, WORDING_VERSIONS } from './wording.js';

describe('the words that people agree to', () => {
  it('name the newsletter as it is', () => {
    expect(consentText('2026-11', 'newsletter', 'en', 'A $& B')).toBe(
      'Send me A $& B by e-mail. Every mail has a link with which I can leave at any time.',
    );
  });

  it('are different for every purpose and language, and the newest are in use', () => {
    const all = CONSENT_PURPOSES.flatMap((purpose) =>
      LOCALES.map((locale) => consentText(CURRENT_WORDING, purpose, locale, 'X')),
    );
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((text) => text.includes('{'))).toEqual([]);
    expect(WORDING_VERSIONS.at(-1)).toBe(CURRENT_WORDING);
  });
});
