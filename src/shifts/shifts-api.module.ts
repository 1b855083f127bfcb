import { Module } from '@nestjs/common';
import { ActorRerunsController } from './actors/actor-reruns.controller.js';
import { ActorsController } from './actors/actors.controller.js';
import { KinshipController } from './review/kinship.controller.js';
import { ReviewController } from './review/review.controller.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsModule } from './shifts.module.js';
import { SummariesController } from './summary/summaries.controller.js';
import { ModelsController } from './llm/models.controller.js';
import { WordsModule } from './words.module.js';

import { TimelineController } from './timeline/timeline.controller.js';

@Module({
  imports: [ShiftsModule, WordsModule],
  controllers: [
    ActorsController,
    ActorRerunsController,
    ReviewController,
    KinshipController,
    ShiftsController,
    TimelineController,
    SummariesController,
    ModelsController,
  ],
})
export class ShiftsApiModule {}
