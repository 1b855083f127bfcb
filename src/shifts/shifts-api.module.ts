import { Module } from '@nestjs/common';
import { ActorRerunsController } from './actors/actor-reruns.controller.js';
import { ActorsController } from './actors/actors.controller.js';
import { ReviewController } from './review/review.controller.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsModule } from './shifts.module.js';

@Module({
  imports: [ShiftsModule],
  controllers: [ActorsController, ActorRerunsController, ReviewController, ShiftsController],
})
export class ShiftsApiModule {}
