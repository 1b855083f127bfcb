import request from 'supertest';
import { bearer } from './api-app.js';
import { eventually } from './eventually.js';

/** Where an api role answers: a base URL, or the server of an app under test. */
type Target = Parameters<typeof request>[0];

export const CONSENT = { confirmedBy: 'Test Operator', basis: 'Signed up at the fair of 2025.' };

export type ImportAnswer = {
  id: string;
  state: string;
  rowsRead: number;
  counts: Record<string, number>;
  failure: { code: string; line: number; message: string } | null;
};

/** Uploads a file; gives the answer of supertest, to be expected from. */
export function upload(target: Target, body: string | Buffer, type = 'text/csv', query = '') {
  return request(target)
    .post(`/api/admin/subscribers/imports${query}`)
    .set(bearer)
    .set('Content-Type', type)
    .send(body);
}

export function startImport(target: Target, id: string, settings: object = {}) {
  return request(target)
    .post(`/api/admin/subscribers/imports/${id}/start`)
    .set(bearer)
    .send({ locale: 'en', consent: CONSENT, ...settings });
}

export async function readImport(target: Target, id: string): Promise<ImportAnswer> {
  return (await request(target).get(`/api/admin/subscribers/imports/${id}`).set(bearer).expect(200)).body;
}

/** Uploads, starts and waits until a worker is through. */
export async function importPeople(
  target: Target,
  body: string | Buffer,
  settings: object = {},
): Promise<ImportAnswer> {
  const { id } = (await upload(target, body).expect(201)).body as ImportAnswer;
  await startImport(target, id, settings).expect(202);
  return eventually(
    30,
    async () => {
      const answer = await readImport(target, id);
      return answer.state === 'running' ? undefined : answer;
    },
    'the end of the import',
  );
}
