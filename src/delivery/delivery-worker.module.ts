import { Module } from '@nestjs/common';
import { DeliveryModule } from './delivery.module.js';
import { DeliveryProcessor } from './delivery.processor.js';
import { TransactionalProcessor } from './transactional/transactional.processor.js';

@Module({ imports: [DeliveryModule], providers: [DeliveryProcessor, TransactionalProcessor] })
export class DeliveryWorkerModule {}
