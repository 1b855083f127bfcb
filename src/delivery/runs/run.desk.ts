import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RunState } from '#src/domain/delivery/delivery-state.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { DeliveryQueue } from '../delivery-queue.js';
import { RunCommands } from './run-commands.js';
import { RunRepository } from './run.repository.js';

const FROM: Record<'pause' | 'resume' | 'cancel', readonly RunState[]> = {
  pause: ['sending'],
  resume: ['paused'],
  cancel: ['sending', 'paused'],
};

/** An operator's hand on a run. The fence reads the run's state, so a command holds for everything that has not left yet. */
@Injectable()
export class RunDesk {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_EXPIRY_HOURS'>,
    private readonly commands: RunCommands,
    private readonly runs: RunRepository,
    private readonly queue: DeliveryQueue,
  ) {}

  async pause(editionId: string, reason: string, actor: string): Promise<void> {
    await this.command(editionId, 'pause', actor, { reason }, (manager) => this.runs.pause(editionId, reason, manager));
  }

  async resume(editionId: string, actor: string): Promise<void> {
    const hours = this.config.DELIVERY_EXPIRY_HOURS;
    await this.command(editionId, 'resume', actor, {}, (manager) => this.runs.resume(manager, editionId, hours));
    await this.queue.wake(editionId);
  }

  async cancel(editionId: string, actor: string): Promise<void> {
    await this.command(editionId, 'cancel', actor, {}, (manager) => this.runs.cancel(manager, editionId));
  }

  private async command(
    editionId: string,
    name: keyof typeof FROM,
    actor: string,
    detail: Record<string, unknown>,
    act: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    await this.commands.run(editionId, name, actor, async (manager, state) => {
      if (!FROM[name].includes(state)) {
        const code = `run.not-${FROM[name][0] ?? ''}`;
        throw new AppError(409, code, `A run that is ${state} cannot be told to ${name}.`, { state });
      }
      await act(manager);
      return detail;
    });
  }
}
