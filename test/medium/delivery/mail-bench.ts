import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { DynamicModule, Type } from '@nestjs/common';
import { DeliveryModule, TransactionalMail, type NewTransactionalMail } from '#src/delivery/index.js';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { TransactionalDriver } from '#src/delivery/transactional/transactional-driver.js';
import { TransactionalMailRepository } from '#src/delivery/transactional/transactional-mail.repository.js';
import { TransactionalSweeper } from '#src/delivery/transactional/transactional-sweeper.js';
import type { TransactionalState } from '#src/domain/delivery/transactional-mail.js';
import { aDeliveryBench } from './delivery-bench.js';

export const OPERATOR = 'operator@team.example';

export type MailRow = {
  id: string;
  state: TransactionalState;
  address: string | null;
  address_hash: Buffer | null;
  template_values: unknown;
  attempts: number;
  next_attempt_at: Date | null;
  smtp_code: number | null;
  reply: string | null;
  phase: string | null;
  doubted_at: Date | null;
  ended_at: Date | null;
};

/** A delivery bench whose transactional mail is sent when a test says so. */
export async function aMailBench(
  settings: Record<string, string> = {},
  modules: (Type | DynamicModule)[] = [DeliveryModule],
) {
  const bench = await aDeliveryBench(settings, modules);
  const { app } = bench.api;
  const database = app.get(DataSource);
  const write = (given: Partial<NewTransactionalMail> = {}) =>
    database.transaction((manager) =>
      app.get(TransactionalMail).write(manager, {
        kind: 'operator_alert',
        locale: 'en',
        address: OPERATOR,
        values: { editionId: randomUUID(), reason: 'a test' },
        ...given,
      }),
    );

  return {
    ...bench,
    database,
    mails: app.get(TransactionalMailRepository),
    write,
    /** One mail, and nothing else in the world; the relay is well. */
    async aMail(given: Partial<NewTransactionalMail> = {}): Promise<string> {
      await bench.aRunOver(0);
      await bench.query('TRUNCATE transactional_mail');
      const id = await write(given);
      if (id === undefined) throw new Error('not written');
      return id;
    },
    send: () => app.get(TransactionalDriver).work(),
    sweep: () => app.get(TransactionalSweeper).run(),
    all: (): Promise<MailRow[]> => bench.query('SELECT * FROM transactional_mail ORDER BY id'),
    async row(id: string): Promise<MailRow> {
      const [row] = await bench.query('SELECT * FROM transactional_mail WHERE id = $1', [id]);
      return row;
    },
    /** So much later nobody remembers a fault, and what waits is due. */
    async timePasses(minutes: number): Promise<void> {
      app.get(Lanes).forget();
      await bench.query(
        `UPDATE transactional_mail SET next_attempt_at = next_attempt_at - make_interval(mins => $1),
           lease_until = lease_until - make_interval(mins => $1), handed_at = handed_at - make_interval(mins => $1)`,
        [minutes],
      );
    },
  };
}
export type MailBench = Awaited<ReturnType<typeof aMailBench>>;
