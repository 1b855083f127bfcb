/**
 * The fields of one recipient in a message/delivery-status or message/global-delivery-status part (RFC 3464 §2.3, RFC 6533 §3), as written;
 * '' when absent.
 */
export type RecipientStatus = {
  original: string;
  final: string;
  actual: string;
  action: string;
  status: string;
  diagnostic: string;
  remoteMta: string;
};

const FIELDS: Readonly<Record<string, keyof RecipientStatus>> = {
  'original-recipient': 'original',
  'final-recipient': 'final',
  'x-actual-recipient': 'actual',
  action: 'action',
  status: 'status',
  'diagnostic-code': 'diagnostic',
  'remote-mta': 'remoteMta',
};
/** Only known names begin a field: the text of a reply may hold a colon too, and some servers do not indent its further lines. */
const FIELD =
  /^(original-recipient|final-recipient|action|status|remote-mta|diagnostic-code|last-attempt-date|final-log-id|will-retry-until|localized-error-description|reporting-mta|arrival-date|original-envelope-id|received-from-mta|dsn-gateway|x-[a-z-]{1,60})[ \t]*:(.*)$/i;
const MAX_LINES = 5_000;
const MAX_RECIPIENTS = 100;
const MAX_VALUE = 8_000;

/** One entry per recipient. Blank lines in the wrong place, which tear a recipient's fields apart, are borne. */
export function readDeliveryStatus(text: string): RecipientStatus[] {
  const found: RecipientStatus[] = [];
  let torn: RecipientStatus | undefined;
  for (const group of groupsOf(text)) {
    if (group.original !== '' || group.final !== '') {
      found.push(torn === undefined ? group : merge(group, torn));
      torn = undefined;
    } else if (group.action !== '' || group.status !== '' || group.diagnostic !== '') {
      const last = found.at(-1);
      if (last === undefined) torn = group;
      else found[found.length - 1] = merge(last, group);
    }
    if (found.length >= MAX_RECIPIENTS) break;
  }
  return found;
}

function* groupsOf(text: string): Generator<RecipientStatus> {
  let group = nothing();
  let field: keyof RecipientStatus | 'other' | undefined;
  for (const line of text.split(/\r\n|\n|\r/, MAX_LINES)) {
    const [, name, value] = FIELD.exec(line.slice(0, MAX_VALUE)) ?? [];
    if (name !== undefined && value !== undefined) {
      field = FIELDS[name.toLowerCase()] ?? 'other';
      if (field === 'other') continue;
      if (group[field] !== '' && (field === 'final' || field === 'original')) {
        yield group;
        group = nothing();
      }
      group[field] = `${group[field]} ${value.trim()}`.trim();
    } else if (line.trim() === '') {
      yield group;
      [group, field] = [nothing(), undefined];
    } else if (field !== undefined && field !== 'other' && group[field].length < MAX_VALUE) {
      group[field] += ` ${line.trim()}`;
    }
  }
  yield group;
}

function nothing(): RecipientStatus {
  return { original: '', final: '', actual: '', action: '', status: '', diagnostic: '', remoteMta: '' };
}

function merge(one: RecipientStatus, other: RecipientStatus): RecipientStatus {
  return {
    original: one.original || other.original,
    final: one.final || other.final,
    actual: one.actual || other.actual,
    action: one.action || other.action,
    status: one.status || other.status,
    diagnostic: one.diagnostic || other.diagnostic,
    remoteMta: one.remoteMta || other.remoteMta,
  };
}
