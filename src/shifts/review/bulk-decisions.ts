import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppError } from '#src/foundation/http/app-error.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { ShiftDesk } from '../shift.desk.js';
import type { DecideShifts, DecisionOutcomes } from './decision.dto.js';

type Decision = DecideShifts['decisions'][number];
type Outcome = DecisionOutcomes['outcomes'][number];

/**
 * Many decisions at once. Each is whole or refused by itself, and all that were made stand or fall together with the answer that is kept for the
 * Idempotency-Key: a repeat decides nothing.
 */
@Injectable()
export class BulkDecisions {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly desk: ShiftDesk,
  ) {}

  /** The outcomes, in the order asked for. */
  async decide(input: DecideShifts, key: string | undefined, actor: string): Promise<DecisionOutcomes> {
    return this.idempotency.once('shift.decide', key, input, async (manager) => {
      const outcomes = new Map<string, Outcome>();
      // In one order, so that two bulks about the same shifts never wait for each other crosswise.
      for (const decision of [...input.decisions].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        outcomes.set(decision.id, await this.one(manager, decision, actor));
      }
      return { outcomes: input.decisions.flatMap(({ id }) => outcomes.get(id) ?? []) };
    });
  }

  private async one(manager: EntityManager, decision: Decision, actor: string): Promise<Outcome> {
    const { id, version } = decision;
    try {
      await this.take(decision, actor, { version, manager });
      return { id, outcome: 'done', version: version + 1 };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { id, outcome: 'refused', code: error.code, detail: error.message };
    }
  }

  private take(decision: Decision, actor: string, options: { version: number; manager: EntityManager }): Promise<void> {
    const { id } = decision;
    switch (decision.decision) {
      case 'confirm':
        return this.desk.confirm(id, actor, options);
      case 'reopen':
        return this.desk.reopen(id, actor, options);
      case 'undo':
        return this.desk.undo(id, actor, options);
      case 'reject':
        return this.desk.reject(id, { code: decision.code, reason: decision.reason ?? null }, actor, options);
    }
  }
}
