import { Module } from '@nestjs/common';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsModule } from './shifts.module.js';

@Module({ imports: [ShiftsModule], controllers: [ShiftsController] })
export class ShiftsApiModule {}
