import { Module } from '@nestjs/common';
import { DeliveryModule } from './delivery.module.js';
import { DeliveryProcessor } from './delivery.processor.js';

@Module({ imports: [DeliveryModule], providers: [DeliveryProcessor] })
export class DeliveryWorkerModule {}
