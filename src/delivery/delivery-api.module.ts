import { Module } from '@nestjs/common';
import { DeliveryModule } from './delivery.module.js';
import { LanesController } from './lanes/lanes.controller.js';
import { RunsController } from './runs/runs.controller.js';

@Module({ imports: [DeliveryModule], controllers: [RunsController, LanesController] })
export class DeliveryApiModule {}
