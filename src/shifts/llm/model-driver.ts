import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Log } from '#src/foundation/logging/logger.js';
import { ChatClient } from './chat-client.js';
import { ModelWork } from './model-work.js';

const LOOK_SECONDS = 5;
/** A probe and a question, each with its own deadline, and the writing. */
const LEASE_FACTOR = 5;

type ModelConfig = Pick<Config, 'EXTRACTION_MODEL' | 'TRANSLATION' | 'LLM_TIMEOUT_SECONDS'>;

/** Gives the model its work, one question at a time in each worker; the tables say what is due. Off: it does nothing at all. */
@Injectable()
export class ModelDriver implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isClosing = false;

  constructor(
    @Inject(CONFIG) private readonly config: ModelConfig,
    private readonly work: ModelWork,
    private readonly client: ChatClient,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.EXTRACTION_MODEL === 'none' && this.config.TRANSLATION === 'none') return;
    this.timer = setInterval(() => void this.look(), LOOK_SECONDS * 1_000);
  }

  /** Works until nothing is due. */
  look(): Promise<void> {
    this.working ??= this.untilIdle()
      .catch((error: unknown) => {
        this.log.warn('model.look-failed', { error });
      })
      .finally(() => (this.working = undefined));
    return this.working;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    this.client.abortAll();
    await this.working;
  }

  private async untilIdle(): Promise<void> {
    const leaseSeconds = this.config.LLM_TIMEOUT_SECONDS * LEASE_FACTOR;
    let isBusy = true;
    while (isBusy && !this.isClosing) {
      isBusy = false;
      if (this.config.EXTRACTION_MODEL === 'llm') isBusy = await this.work.readOne(leaseSeconds);
      if (this.config.TRANSLATION === 'llm') isBusy = (await this.work.translateOne(leaseSeconds)) || isBusy;
    }
  }
}
