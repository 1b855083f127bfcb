import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Log } from '#src/foundation/logging/logger.js';
import { WorkLoop } from '#src/foundation/schedule/work-loop.js';
import { ChatClient } from './chat-client.js';
import { ModelWork } from './model-work.js';

const LOOK_SECONDS = 5;
/** A probe and a question, each with its own deadline, and the writing. */
const LEASE_FACTOR = 5;

type ModelConfig = Pick<Config, 'EXTRACTION_MODEL' | 'TRANSLATION' | 'LLM_TIMEOUT_SECONDS'>;

/** Gives the model its work, one question at a time in each worker; the tables say what is due. Off: it does nothing at all. */
@Injectable()
export class ModelDriver extends WorkLoop implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: ModelConfig,
    private readonly model: ModelWork,
    private readonly client: ChatClient,
    private readonly log: Log,
  ) {
    super(LOOK_SECONDS);
  }

  onApplicationBootstrap(): void {
    if (this.config.EXTRACTION_MODEL === 'none' && this.config.TRANSLATION === 'none') return;
    this.start();
  }

  protected override failed(error: unknown): void {
    this.log.warn('model.look-failed', { error });
  }

  protected override interrupt(): void {
    this.client.abortAll();
  }

  protected override async untilIdle(): Promise<void> {
    const leaseSeconds = this.config.LLM_TIMEOUT_SECONDS * LEASE_FACTOR;
    let isBusy = true;
    while (isBusy && !this.isClosing) {
      isBusy = false;
      if (this.config.EXTRACTION_MODEL === 'llm') isBusy = await this.model.readOne(leaseSeconds);
      if (this.config.TRANSLATION === 'llm') isBusy = (await this.model.translateOne(leaseSeconds)) || isBusy;
    }
  }
}
