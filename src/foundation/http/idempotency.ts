import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectRows } from '../database/select-rows.js';
import { sha256 } from '../tokens/sha256.js';
import { AppError } from './app-error.js';

type RecordRow = { request_hash: string; response: { answer: unknown } };

/**
 * Runs a command at most once per (route, Idempotency-Key), record and effect in one transaction: a repeat with the same body gets the first
 * answer, one with another body is a 422, and one that comes while the first is at work waits for it (it waits on the unique index). A
 * command that throws, or a process that dies, leaves neither record nor effect, so it may be tried again.
 */
@Injectable()
export class Idempotency {
  constructor(private readonly dataSource: DataSource) {}

  async once<T>(
    route: string,
    key: string | undefined,
    body: unknown,
    command: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    if (key === undefined) return this.dataSource.transaction(command);
    checkIdempotencyKey(key);
    const hash = sha256(JSON.stringify(body ?? null));
    return this.dataSource.transaction(async (manager) => {
      const created = await selectRows(
        manager,
        `INSERT INTO idempotency_record (route, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`,
        [route, key, hash],
      );
      if (created.length === 0) return replay<T>(manager, route, key, hash);
      const answer = await command(manager);
      await manager.query(`UPDATE idempotency_record SET response = $3 WHERE route = $1 AND key = $2`, [
        route,
        key,
        JSON.stringify({ answer }),
      ]);
      return answer;
    });
  }
}

/** For those who do much before they come to `once`. 400 `idempotency.invalid-key`. */
export function checkIdempotencyKey(key: string | undefined): void {
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new AppError(400, 'idempotency.invalid-key', 'Idempotency-Key: 1 to 200 visible ASCII characters');
}

async function replay<T>(manager: EntityManager, route: string, key: string, hash: string): Promise<T> {
  const [row] = await selectRows<RecordRow>(
    manager,
    `SELECT request_hash, response FROM idempotency_record WHERE route = $1 AND key = $2`,
    [route, key],
  );
  if (row?.request_hash !== hash) {
    throw new AppError(422, 'idempotency.other-request', 'This Idempotency-Key was used with another request.');
  }
  return row.response.answer as T;
}
