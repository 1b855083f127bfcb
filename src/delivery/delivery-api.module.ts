import { Module } from '@nestjs/common';
import { DeliveryModule } from './delivery.module.js';
import { LanesController } from './lanes/lanes.controller.js';
import { RunsController } from './runs/runs.controller.js';
import { TransactionalMailController } from './transactional/transactional-mail.controller.js';

@Module({ imports: [DeliveryModule], controllers: [RunsController, LanesController, TransactionalMailController] })
export class DeliveryApiModule {}
