import { Worker } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Log } from '#src/foundation/logging/logger.js';
import type { ParsedDocument, ParseJob } from './parse-document.js';

export type ParseOutcome =
  { kind: 'parsed'; document: ParsedDocument } | { kind: 'failed'; code: 'too-slow' | 'broken' };

/** Reads what was fetched. Tests replace it by `parseDocument` itself. */
export abstract class DocumentParser {
  abstract parse(job: ParseJob): Promise<ParseOutcome>;
}

const IDLE_MS = 30_000;
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 };

/**
 * Parses in a thread, one document after the other: a page that takes its parser minutes or all memory costs that thread, which is ended, and
 * never the event loop. The thread is kept for the next document and let go when there is none.
 */
export class ThreadedParser extends DocumentParser implements OnApplicationShutdown {
  private thread: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  /** `file`: the built `parse-thread.js`. */
  constructor(
    private readonly log: Log,
    private readonly file: string,
    private readonly deadlineMs = 15_000,
  ) {
    super();
  }

  override parse(job: ParseJob): Promise<ParseOutcome> {
    const outcome = this.last.then(() => this.run(job));
    this.last = outcome.catch(() => undefined);
    return outcome;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  private async run(job: ParseJob): Promise<ParseOutcome> {
    clearTimeout(this.idle);
    const thread = (this.thread ??= this.start());
    thread.ref();
    const outcome = await this.answerOf(thread, job);
    if (outcome.kind === 'failed') {
      this.log.warn('ingest.parse-failed', { code: outcome.code, bytes: job.bytes.length });
      await this.end();
    }
    thread.unref();
    this.idle = setTimeout(() => void this.end(), IDLE_MS).unref();
    return outcome;
  }

  private answerOf(thread: Worker, job: ParseJob): Promise<ParseOutcome> {
    return new Promise((done) => {
      const settle = (outcome: ParseOutcome): void => {
        clearTimeout(timer);
        thread.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
        // A late error of a thread that is being ended must not end the process.
        thread.on('error', () => undefined);
        done(outcome);
      };
      const timer = setTimeout(() => {
        settle({ kind: 'failed', code: 'too-slow' });
      }, this.deadlineMs);
      const broken = (): void => {
        settle({ kind: 'failed', code: 'broken' });
      };
      thread.on('error', broken).on('exit', broken);
      thread.on('message', (answer: { parsed: ParsedDocument } | { fault: string }) => {
        if ('parsed' in answer) settle({ kind: 'parsed', document: answer.parsed });
        else broken();
      });
      thread.postMessage(job);
    });
  }

  /** Its output is dropped: libraries complain about pages there. */
  private start(): Worker {
    const thread = new Worker(this.file, { resourceLimits: LIMITS, stdout: true, stderr: true });
    thread.stdout.resume();
    thread.stderr.resume();
    return thread;
  }

  private async end(): Promise<void> {
    clearTimeout(this.idle);
    const { thread } = this;
    this.thread = undefined;
    await thread?.terminate();
  }
}
