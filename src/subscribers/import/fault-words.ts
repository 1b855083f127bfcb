import { ADDRESS_FAULTS } from '#src/domain/address/parse-address.js';
import { LOCALES } from '#src/domain/locale/locale.js';

/** Why a row was rejected. Each completes a sentence that begins with the field. */
const REJECTED = {
  ...ADDRESS_FAULTS,
  'too-many-cells': 'has more cells than the header (a delimiter in a cell without quotes?)',
  'faulty-name': 'is longer than 120 characters or holds a line break or another control character',
  'unknown-locale': `is none of ${LOCALES.join(', ')}`,
  'unknown-time-zone': 'is no IANA time zone, such as Asia/Shanghai',
} as const;
export type RowFaultCode = keyof typeof REJECTED;

/** Why a sound row changed nothing. */
const SKIPPED = {
  repeated: 'names an address that an earlier row named; the first row counts',
  left: 'names a person who has left; only they themselves can come back',
  suppressed: 'names an address that is never mailed again',
} as const;

/** What to look at although the row was taken. */
const WARNINGS = {
  'likely-typo': 'has a domain that looks mistyped',
  disposable: 'has a domain of throw-away addresses',
} as const;
export type RowWarning = keyof typeof WARNINGS;

export type ReportedCode = RowFaultCode | keyof typeof SKIPPED | RowWarning;

/** The words of the report. `kind`: rejected rows are faulty, skipped rows are sound and change nothing, warnings are taken all the same. */
export function describe(code: string): { kind: 'rejected' | 'skipped' | 'warning'; reason: string } {
  for (const [kind, words] of [
    ['rejected', REJECTED],
    ['skipped', SKIPPED],
    ['warning', WARNINGS],
  ] as const) {
    const reason: string | undefined = (words as Partial<Record<string, string>>)[code];
    if (reason !== undefined) return { kind, reason };
  }
  return { kind: 'rejected', reason: code };
}
