import type { SubscriberStatus, SuppressionReason } from '#src/domain/consent/standing.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { csvLine } from './csv-line.js';

export type ExportedSubscriber = {
  id: string;
  email: string;
  name: string | null;
  locale: Locale;
  timeZone: string;
  status: SubscriberStatus;
  suppression: SuppressionReason | null;
  source: string;
  createdAt: Date;
  updatedAt: Date;
};

/** How a page of subscribers is written, and what stands around all of them. */
export type ExportFormat = {
  type: string;
  extension: string;
  begin: string;
  page: (people: ExportedSubscriber[], isFirst: boolean) => string;
  end: string;
};

/** Names that an import knows again. */
const COLUMNS = [
  ...['id', 'email', 'name', 'locale', 'time_zone', 'status', 'suppression', 'source', 'created_at', 'updated_at'],
];

export const EXPORT_FORMATS: Record<'csv' | 'ndjson' | 'json', ExportFormat> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    extension: 'csv',
    begin: csvLine(COLUMNS),
    page: (people) => people.map(csvOf).join(''),
    end: '',
  },
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    begin: '',
    page: (people) => people.map((person) => `${JSON.stringify(person)}\n`).join(''),
    end: '',
  },
  json: {
    type: 'application/json; charset=utf-8',
    extension: 'json',
    begin: '[',
    page: (people, isFirst) => `${isFirst ? '\n' : ',\n'}${people.map((person) => JSON.stringify(person)).join(',\n')}`,
    end: '\n]\n',
  },
};

function csvOf(person: ExportedSubscriber): string {
  const { id, email, name, locale, timeZone, status, suppression, source, createdAt, updatedAt } = person;
  const dates = [createdAt.toISOString(), updatedAt.toISOString()];
  return csvLine([id, email, name ?? '', locale, timeZone, status, suppression ?? '', source, ...dates]);
}
