import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { selectRows } from '../database/select-rows.js';
import { sha256 } from '../tokens/sha256.js';
import { AppError } from './app-error.js';

type RecordRow = { request_hash: string; response: unknown };

/**
 * Runs a command at most once per (route, Idempotency-Key). A repeat with the same body gets the first answer; another body is a 422;
 * a repeat while the first is still at work is a 409. A command that throws leaves no record, so it may be tried again.
 */
@Injectable()
export class Idempotency {
  constructor(private readonly dataSource: DataSource) {}

  async once<T>(route: string, key: string | undefined, body: unknown, command: () => Promise<T>): Promise<T> {
    if (key === undefined) return command();
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
      throw new AppError(400, 'idempotency.invalid-key', 'Idempotency-Key: 1 to 200 visible ASCII characters');
    }
    const hash = sha256(JSON.stringify(body ?? null));
    const created = await selectRows(
      this.dataSource,
      `INSERT INTO idempotency_record (route, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`,
      [route, key, hash],
    );
    if (created.length === 0) return this.replay<T>(route, key, hash);
    try {
      const answer = await command();
      await this.dataSource.query(`UPDATE idempotency_record SET response = $3 WHERE route = $1 AND key = $2`, [
        route,
        key,
        JSON.stringify({ answer }),
      ]);
      return answer;
    } catch (error) {
      await this.dataSource.query(`DELETE FROM idempotency_record WHERE route = $1 AND key = $2`, [route, key]);
      throw error;
    }
  }

  private async replay<T>(route: string, key: string, hash: string): Promise<T> {
    const [row] = await selectRows<RecordRow>(
      this.dataSource,
      `SELECT request_hash, response FROM idempotency_record WHERE route = $1 AND key = $2`,
      [route, key],
    );
    if (row !== undefined && row.request_hash !== hash) {
      throw new AppError(422, 'idempotency.other-request', 'This Idempotency-Key was used with another request.');
    }
    if (row === undefined || row.response === null) {
      throw new AppError(409, 'idempotency.in-progress', 'The first request with this Idempotency-Key is still at work.');
    }
    return (row.response as { answer: T }).answer;
  }
}
