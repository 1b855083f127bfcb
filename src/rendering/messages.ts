import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';

const alert = z.strictObject({ subject: z.string(), title: z.string(), what: z.string(), next: z.string() });
const question = z.strictObject({
  subject: z.string(),
  title: z.string(),
  what: z.string(),
  nothing: z.string(),
  link: z.string(),
  because: z.string(),
});
const counted = z.union([z.string(), z.strictObject({ one: z.string(), other: z.string() })]);

/** The fixed words of our mails. A key that one language lacks is found when the program starts. */
const messagesSchema = z.strictObject({
  edition: z.string(),
  sinceLast: counted,
  firstEdition: counted,
  contents: z.string(),
  from: z.string(),
  to: z.string(),
  amount: z.string(),
  scale: z.string(),
  rate: z.string(),
  object: z.string(),
  quote: z.string(),
  originalLanguage: z.strictObject({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() }),
  impact: z.string(),
  affected: z.string(),
  platforms: z.string(),
  markets: z.string(),
  horizon: z.string(),
  check: z.string(),
  deadline: z.string(),
  previously: z.string(),
  correction: z.strictObject({
    title: z.string(),
    notice: z.string(),
    said: z.string(),
    now: z.string(),
    withdrawn: z.string(),
    reason: z.string(),
  }),
  source: z.string(),
  reason: z.string(),
  preferences: z.string(),
  unsubscribe: z.string(),
  provenance: z.string(),
  machine: z.string(),
  converted: z.string(),
  colon: z.string(),
  and: z.string(),
  operatorAlert: z.strictObject({
    subject: z.string(),
    title: z.string(),
    what: z.string(),
    next: z.string(),
    edition: z.string(),
    reason: z.string(),
    sent: z.string(),
    counts: z.string(),
    progress: z.string(),
    because: z.string(),
    due: z.string(),
  }),
  operatorBlocked: alert,
  operatorUnapproved: alert,
  operatorMissed: alert,
  confirmation: question,
  moveOld: question,
  moveNew: question,
  dataExport: z.strictObject({
    subject: z.string(),
    title: z.string(),
    what: z.string(),
    how: z.string(),
    link: z.string(),
    because: z.string(),
  }),
});

export type Question = z.infer<typeof question>;
export type Messages = z.infer<typeof messagesSchema>;

export function loadMessages(folder = join(projectRoot, 'templates/locales')): Record<Locale, Messages> {
  const read = (locale: Locale) =>
    messagesSchema.parse(JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')), {
      error: () => `in ${locale}.json`,
    });
  const [simplified, traditional, english] = LOCALES;
  return { [simplified]: read(simplified), [traditional]: read(traditional), [english]: read(english) };
}

/** Fills `{name}` places; a counted message picks its form by the count (1 → "one"). */
export function say(message: z.infer<typeof counted>, values: Record<string, string | number>): string {
  const form = typeof message === 'string' ? message : values['count'] === 1 ? message.one : message.other;
  return form.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
