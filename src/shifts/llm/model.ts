import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { judgeFailure, waitSeconds } from '#src/domain/llm/call-rules.js';
import { requestBody, rungBelow, RUNGS, type JsonSchema, type Rung } from '#src/domain/llm/ladder.js';
import { jsonSchemaOf, type Prompt } from '#src/domain/llm/prompt.js';
import { readReply } from '#src/domain/llm/read-reply.js';
import { Log } from '#src/foundation/logging/logger.js';
import { ChatClient } from './chat-client.js';
import { ModelGate } from './model-gate.js';

export type ModelQuestion = { prompt: Prompt; name: string; schema: JsonSchema };
/** `seconds`: when to ask again; null: never, the model cannot do it. */
export type ModelAnswer =
  { ok: true; body: string; rung: Rung } | { ok: false; why: string; seconds: number | null; isCounted: boolean };

const MAX_TOKENS = 4_096;
/** An unlikely answer that the question does not mention: only a provider that heeds the schema gives it. */
const PROBE = z.strictObject({ harbour: z.literal('tradewind'), berth: z.literal(7) });
const PROBE_SCHEMA = jsonSchemaOf(PROBE);

/** The operator's model: asked in the strictest way that it understands, and no more often than it may be. Never throws for what it does. */
@Injectable()
export class Model {
  constructor(
    private readonly client: ChatClient,
    private readonly gate: ModelGate,
    private readonly log: Log,
  ) {}

  /** `tries`: how often this was asked, for the wait that follows a failure. */
  async ask({ prompt, name, schema }: ModelQuestion, tries: number): Promise<ModelAnswer> {
    const rung = (await this.gate.rung()) ?? (await this.probe(tries));
    if (typeof rung !== 'string') return rung;
    if (rung === 'disabled') return { ok: false, why: 'model-disabled', seconds: null, isCounted: false };
    const answer = await this.call(rung, { prompt, name, schema }, tries);
    // What once worked does not any more: found out anew at the next question.
    if (!answer.ok && answer.why === 'unsupported') await this.gate.rememberRung(null);
    return answer;
  }

  /** Goes down the ladder until the model gives the one right answer; what it can do is remembered for all workers. */
  private async probe(tries: number): Promise<Rung | Extract<ModelAnswer, { ok: false }>> {
    let rung: Rung = RUNGS[0];
    const prompt = { system: 'You are being tested.', user: 'Answer as you must.' };
    while (rung !== 'disabled') {
      const answer = await this.call(rung, { prompt, name: 'probe', schema: PROBE_SCHEMA }, tries);
      if (answer.ok && readReply(answer.body, rung, PROBE).ok) break;
      if (!answer.ok && answer.why !== 'unsupported') return answer;
      rung = rungBelow(rung);
    }
    await this.gate.rememberRung(rung);
    this.log.info('model.probed', { model: this.gate.model, rung });
    return rung;
  }

  private async call(rung: Rung, question: ModelQuestion, tries: number): Promise<ModelAnswer> {
    const { prompt, name, schema } = question;
    const slot = await this.gate.takeCall();
    if (!slot.ok) return { ok: false, why: slot.why, seconds: slot.seconds, isCounted: false };
    const ask = { model: this.gate.model, ...prompt, name, schema, maxTokens: MAX_TOKENS };
    const outcome = await this.client.complete(requestBody(rung, ask));
    if (outcome.kind === 'answer') {
      await this.gate.noteSuccess();
      return { ok: true, body: outcome.body, rung };
    }
    const verdict = judgeFailure(outcome);
    const why =
      outcome.kind === 'lost' ? outcome.why : verdict === 'unsupported' ? verdict : `status-${outcome.status}`;
    const wish = outcome.kind === 'status' ? outcome.retryAfterSeconds : null;
    if (verdict !== 'unsupported') {
      await this.gate.noteFailure(why, verdict, wish);
      this.log.warn('model.failed', { model: this.gate.model, why });
    }
    return { ok: false, why, seconds: waitSeconds(tries, wish, spreadOf(tries)), isCounted: true };
  }
}

/** Workers that failed together do not come back together; their counts of tries differ. */
function spreadOf(tries: number): number {
  return ((tries * 7) % 10) / 10;
}
