import { Injectable } from '@nestjs/common';
import { Clock } from '#src/foundation/clock/clock.js';
import { DigestPlanner } from './digest-planner.service.js';
import { DigestWatch } from './digest-watch.service.js';

/** What a scheduler does about digests each time that it looks. */
@Injectable()
export class DigestRound {
  constructor(
    private readonly clock: Clock,
    private readonly planner: DigestPlanner,
    private readonly watch: DigestWatch,
  ) {}

  async go(): Promise<void> {
    const now = this.clock.now();
    await this.planner.plan(now);
    await this.watch.look(now);
  }
}
