import { Module } from '@nestjs/common';
import { ReviewController } from './review/review.controller.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsModule } from './shifts.module.js';

@Module({ imports: [ShiftsModule], controllers: [ReviewController, ShiftsController] })
export class ShiftsApiModule {}
