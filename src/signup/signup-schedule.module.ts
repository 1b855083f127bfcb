import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { SignupIntake } from './signup-intake.js';
import { SignupKeeper } from './signup-keeper.js';
import { SignupModule } from './signup.module.js';

const KEEP_SECONDS = 600;

@Module({ imports: [SignupModule, TickerModule] })
export class SignupScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SWEEP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly intake: SignupIntake,
    private readonly keeper: SignupKeeper,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(this.config.SWEEP_SECONDS, 'signup.sweep', async () => {
      await this.intake.sweep();
      await this.intake.endUndelivered();
    });
    this.ticker.every(KEEP_SECONDS, 'signup.keep', () => this.keeper.run());
  }
}
