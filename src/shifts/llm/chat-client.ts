import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { retryAfter, type CallOutcome } from '#src/domain/llm/call-rules.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';

/** A list of findings takes some kilobytes; more is no answer. */
const MAX_ANSWER_BYTES = 512 * 1_024;
const LATE = 'late';

/**
 * One request to the operator's model. Not through the guarded fetcher: that one refuses private addresses, and a model on the operator's own
 * machine is the usual case. No text from outside has a say in this address, redirects are not followed, and time and size are bounded here.
 */
@Injectable()
export class ChatClient {
  private readonly running = new Set<AbortController>();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'LLM_BASE_URL' | 'LLM_API_KEY' | 'LLM_TIMEOUT_SECONDS'>,
    private readonly clock: Clock,
  ) {}

  async complete(body: Record<string, unknown>): Promise<CallOutcome> {
    const abort = new AbortController();
    // One deadline for all of it: a body that drips would outlive every timeout between two pieces.
    const deadline = setTimeout(() => {
      abort.abort(LATE);
    }, this.config.LLM_TIMEOUT_SECONDS * 1_000);
    this.running.add(abort);
    try {
      return await this.exchange(body, abort.signal);
    } catch {
      return { kind: 'lost', why: abort.signal.reason === LATE ? 'timeout' : 'connection' };
    } finally {
      clearTimeout(deadline);
      this.running.delete(abort);
    }
  }

  /** Ends what is under way, for a shutdown that does not wait a minute for a model. */
  abortAll(): void {
    for (const abort of this.running) abort.abort();
  }

  private async exchange(body: Record<string, unknown>, signal: AbortSignal): Promise<CallOutcome> {
    const base = (this.config.LLM_BASE_URL ?? '').replace(/\/+$/, '');
    const key = this.config.LLM_API_KEY;
    const answer = await request(`${base}/chat/completions`, {
      method: 'POST',
      signal,
      headersTimeout: this.config.LLM_TIMEOUT_SECONDS * 1_000,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
    });
    if (answer.statusCode !== 200) {
      const header = answer.headers['retry-after'];
      await answer.body.dump({ limit: MAX_ANSWER_BYTES, signal });
      const seconds = retryAfter(typeof header === 'string' ? header : undefined, this.clock.now().getTime());
      return { kind: 'status', status: answer.statusCode, retryAfterSeconds: seconds };
    }
    if (!/\bjson\b/i.test(String(answer.headers['content-type'] ?? ''))) {
      // Ending a body before its end is an error of the body, which nobody else listens to.
      answer.body.on('error', () => undefined).destroy();
      return { kind: 'lost', why: 'wrong-type' };
    }
    const text = await readAtMost(answer.body);
    return text === undefined ? { kind: 'lost', why: 'too-large' } : { kind: 'answer', body: text };
  }
}

/** Undefined when it is larger than an answer may be. */
async function readAtMost(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      body.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
