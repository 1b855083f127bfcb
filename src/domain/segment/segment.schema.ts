import { z } from 'zod';
import { PROVIDERS } from '../delivery/provider.js';
import { OPTIONAL_PURPOSES } from '../consent/purpose.js';
import { LOCALES } from '../locale/locale.js';
import { MARKETS, PLATFORMS, RHYTHMS, TOPICS } from '../reader/preferences.js';

/** Bounds of one filter, so that no statement grows without end. */
export const MAX_DEPTH = 6;
export const MAX_CONDITIONS = 50;
const MAX_VALUES = 200;

const anyOf = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(MAX_VALUES);
const instant = z.iso.datetime({ offset: true });

/** Of a list in which a reader who chose nothing wants everything. */
const chosen = z
  .boolean()
  .default(false)
  .describe('true: only those who chose one of these by name; else also those who want everything.');

/** A span of time; `inLastDays` counts back from the moment at which the segment is read. */
const span = {
  from: instant.optional().describe('Inclusive.'),
  before: instant.optional().describe('Exclusive.'),
};
const inLastDays = z.int().min(1).max(3_650).optional().describe('Days back from the moment at which it is read.');

/** What is asked of one subscriber. A list is met by any of its values. */
export const conditionSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('locale'), in: anyOf(z.enum(LOCALES)) }),
  z.strictObject({
    field: z.literal('timeZone'),
    in: anyOf(z.string().min(1).max(64)).describe('IANA names as subscribers have them.'),
  }),
  z.strictObject({
    field: z.literal('mailDomain'),
    in: anyOf(z.string().min(3).max(253).toLowerCase()).describe('What stands behind the @.'),
  }),
  z.strictObject({
    field: z.literal('provider'),
    in: anyOf(z.enum(PROVIDERS)).describe('The receiving provider as found by MX; `other` while it is not known.'),
  }),
  z.strictObject({ field: z.literal('source'), in: anyOf(z.string().min(1).max(200)).describe('How they came.') }),
  z
    .strictObject({ field: z.literal('joined').describe('When we first knew them.'), ...span })
    .refine(({ from, before }) => from !== undefined || before !== undefined, { message: 'needs from or before' }),
  z.strictObject({ field: z.literal('named'), is: z.boolean().describe('Whether we know a name.') }),
  z
    .strictObject({ field: z.literal('subscribed').describe('When they last subscribed.'), ...span, inLastDays })
    .refine((asked) => (asked.from ?? asked.before ?? asked.inLastDays) !== undefined, {
      message: 'needs from, before or inLastDays',
    }),
  z.strictObject({
    field: z.literal('form'),
    in: anyOf(z.string().min(1).max(200)).describe('Ids of forms by which they ever subscribed.'),
  }),
  z.strictObject({ field: z.literal('topic'), in: anyOf(z.enum(TOPICS)), chosen }),
  z.strictObject({ field: z.literal('platform'), in: anyOf(z.enum(PLATFORMS)).describe('Where they sell.'), chosen }),
  z.strictObject({ field: z.literal('market'), in: anyOf(z.enum(MARKETS)), chosen }),
  z.strictObject({
    field: z.literal('actor'),
    in: anyOf(z.string().min(1).max(100)).describe('Ids of the lexicon. Whom they follow.'),
    chosen,
  }),
  z.strictObject({ field: z.literal('rhythm'), in: anyOf(z.enum(RHYTHMS)) }),
  z.strictObject({
    field: z.literal('localHour'),
    in: anyOf(z.int().min(0).max(23)).describe('The hour at which they want mail, in their own zone.'),
  }),
  z.strictObject({
    field: z.literal('language'),
    in: anyOf(z.enum(LOCALES)).describe('Read as first or as second language.'),
  }),
  z.strictObject({
    field: z.literal('consent'),
    purpose: z.enum(OPTIONAL_PURPOSES),
    is: z.boolean().describe('Whether they allow it now.'),
  }),
  z.strictObject({
    field: z.literal('paused'),
    is: z.boolean().describe('Whether they pause now. Whoever does is in no audience, so `true` alone finds nobody.'),
  }),
  z.strictObject({
    field: z.literal('everPaused'),
    is: z.boolean().describe('Whether they have come back from a pause, or are in one.'),
  }),
]);
export type Condition = z.output<typeof conditionSchema>;

export type SegmentFilter = Condition | { all: SegmentFilter[] } | { any: SegmentFilter[] } | { not: SegmentFilter };

const members = () => z.array(filterSchema).min(1).max(MAX_CONDITIONS);
const filterSchema: z.ZodType<SegmentFilter> = z
  .lazy(() =>
    z.union([
      conditionSchema,
      z.strictObject({ all: members() }),
      z.strictObject({ any: members() }),
      z.strictObject({ not: filterSchema }),
    ]),
  )
  .meta({ id: 'SegmentFilter' });

/**
 * Which subscribers a segment holds: conditions, joined by `all`, `any` and `not`. Whoever has left or is suppressed is never among them,
 * whatever it says.
 */
export const segmentFilterSchema: z.ZodType<SegmentFilter> = z
  .unknown()
  .superRefine((value, context) => {
    const large = tooLarge(value);
    const faults = large === undefined ? faultsIn(value, []) : [{ path: [], message: large }];
    for (const fault of faults) context.addIssue({ code: 'custom', ...fault });
  })
  .pipe(filterSchema);

type Fault = { path: PropertyKey[]; message: string };

/** What is wrong where; of a union one would only hear that nothing of it fits. */
function faultsIn(value: unknown, path: PropertyKey[]): Fault[] {
  const { all, any, not, field } = Object(value) as Record<string, unknown>;
  const kinds = Object.entries({ all, any, not, field }).filter(([, content]) => content !== undefined);
  const [kind, ...more] = kinds;
  if (kind === undefined || more.length > 0) return [{ path, message: 'needs one of field, all, any, not' }];
  const [name, content] = kind;
  if (name === 'not') return faultsIn(content, [...path, 'not']);
  if (name === 'field') {
    const issues = conditionSchema.safeParse(value).error?.issues ?? [];
    return issues.map((issue) => ({ path: [...path, ...issue.path], message: issue.message }));
  }
  if (!Array.isArray(content) || content.length === 0)
    return [{ path: [...path, name], message: 'needs a list of at least one' }];
  return content.flatMap((member, index) => faultsIn(member, [...path, name, index]));
}

/** Measured before it is read, since reading a deep tree costs a deep stack. */
function tooLarge(value: unknown): string | undefined {
  let conditions = 0;
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH}`;
    conditions += level.length;
    if (conditions > MAX_CONDITIONS) return `has more than ${MAX_CONDITIONS} parts`;
    level = level.flatMap(membersOf);
  }
  return undefined;
}

function membersOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const { all, any, not } = value as Record<string, unknown>;
  return [all, any]
    .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .concat(not === undefined ? [] : [not]);
}
