import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { recoveredRate } from '#src/domain/delivery/aimd.js';
import { PROVIDERS, type Provider } from '#src/domain/delivery/provider.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import type { LaneKey, LaneList } from './lane.dto.js';
import { LaneRepository, type LearntLane } from './lane.repository.js';
import { relaysOf } from './relay-settings.js';

/** An operator's look at lanes, and hand on them. */
@Injectable()
export class LaneDesk {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'RELAYS' | 'SMTP_URL' | 'SMTP_CONNECTIONS'>,
    private readonly dataSource: DataSource,
    private readonly lanes: LaneRepository,
    private readonly audit: AuditTrail,
  ) {}

  async list(): Promise<LaneList> {
    const learnt = await this.lanes.learnt();
    const relays = relaysOf(this.config).map(({ name, weight, connections }) => ({
      name,
      weight,
      connections,
      lanes: learnt.filter(({ relay }) => relay === name).flatMap((lane) => shown(lane)),
    }));
    return { relays };
  }

  /** 404 for a relay that there is not, 409 for a lane that nothing holds or slows. Workers know within a few seconds. */
  async release({ relay, provider }: LaneKey, actor: string): Promise<void> {
    if (!relaysOf(this.config).some(({ name }) => name === relay)) throw new NotFoundError('relay', relay);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.lanes.release(manager, { relay, provider })))
        throw new AppError(409, 'lane.free', `Nothing holds or slows ${provider} on ${relay}.`);
      await this.audit.record(manager, {
        actor,
        action: 'lane.release',
        subjectKind: 'lane',
        subjectId: `${relay} ${provider}`,
      });
    });
  }
}

function shown({ provider, heldSeconds, heldReason, ratePerSecond, slowedSecondsAgo }: LearntLane) {
  if (!isProvider(provider)) return [];
  const isHeld = heldSeconds !== null && heldSeconds > 0;
  const rate = ratePerSecond === null ? null : recoveredRate(ratePerSecond, slowedSecondsAgo ?? 0);
  if (!isHeld && rate === null) return [];
  return [
    { provider, heldSeconds: isHeld ? heldSeconds : null, heldReason: isHeld ? heldReason : null, perSecond: rate },
  ];
}

function isProvider(name: string): name is Provider {
  return (PROVIDERS as readonly string[]).includes(name);
}
