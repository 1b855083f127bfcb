import { Module } from '@nestjs/common';
import { DeliveryModule } from './delivery.module.js';
import { RunsController } from './runs/runs.controller.js';

@Module({ imports: [DeliveryModule], controllers: [RunsController] })
export class DeliveryApiModule {}
