import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BREAK_AFTER, OPEN_SECONDS, type FailureVerdict } from '#src/domain/llm/call-rules.js';
import type { Rung } from '#src/domain/llm/ladder.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const TAKE_CALL = sqlFile(import.meta.dirname, 'sql/take-call.sql');
const NOTE_FAILURE = sqlFile(import.meta.dirname, 'sql/note-failure.sql');
/** A key that is refused is not tried again before somebody had time to look. */
const DENIED_SECONDS = 3_600;

/** What all workers know together of the model: how it answers, whether it rests, how often it may still be asked today. */
@Injectable()
export class ModelGate {
  readonly model: string;
  private readonly provider: string;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'LLM_BASE_URL' | 'LLM_MODEL' | 'LLM_DAILY_CALLS'>,
    private readonly dataSource: DataSource,
  ) {
    this.model = config.LLM_MODEL ?? '';
    this.provider = providerOf(config.LLM_BASE_URL);
  }

  /** Null: nobody has asked yet. */
  async rung(): Promise<Rung | null> {
    const [row] = await selectRows<{ rung: Rung | null }>(
      this.dataSource,
      `SELECT rung FROM model_endpoint WHERE provider = $1 AND model = $2`,
      [this.provider, this.model],
    );
    return row?.rung ?? null;
  }

  async rememberRung(rung: Rung | null): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO model_endpoint (provider, model, rung, probed_at) VALUES ($1, $2, $3, now())
       ON CONFLICT (provider, model) DO UPDATE SET rung = excluded.rung, probed_at = now()`,
      [this.provider, this.model, rung],
    );
  }

  /** Counts one request; or says why there may be none now, and for how many seconds. */
  async takeCall(): Promise<{ ok: true } | { ok: false; why: 'resting' | 'budget'; seconds: number }> {
    const [row] = await selectRows<{ isTaken: boolean; restSeconds: number | null; daySeconds: number }>(
      this.dataSource,
      TAKE_CALL,
      [this.provider, this.model, this.config.LLM_DAILY_CALLS],
    );
    if (row?.isTaken === true) return { ok: true };
    const rest = row?.restSeconds ?? null;
    return rest === null
      ? { ok: false, why: 'budget', seconds: row?.daySeconds ?? OPEN_SECONDS }
      : { ok: false, why: 'resting', seconds: rest };
  }

  async noteSuccess(): Promise<void> {
    await this.dataSource.query(
      `UPDATE model_endpoint SET failures = 0, resting_until = NULL, rest_reason = NULL
       WHERE provider = $1 AND model = $2 AND failures > 0`,
      [this.provider, this.model],
    );
  }

  /** Several failures in a row let the model rest, a refused key at once. */
  async noteFailure(reason: string, verdict: FailureVerdict, retryAfterSeconds: number | null): Promise<void> {
    const isDenied = verdict === 'denied';
    await this.dataSource.query(NOTE_FAILURE, [
      this.provider,
      this.model,
      reason,
      isDenied ? 1 : BREAK_AFTER,
      isDenied ? DENIED_SECONDS : Math.max(OPEN_SECONDS, retryAfterSeconds ?? 0),
    ]);
  }
}

/** Without user name, password and query: it is stored and shown. */
export function providerOf(baseUrl: string | undefined): string {
  if (baseUrl === undefined) return '';
  const { origin, pathname } = new URL(baseUrl);
  return origin + pathname.replace(/\/+$/, '');
}
