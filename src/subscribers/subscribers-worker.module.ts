import { Module } from '@nestjs/common';
import { ImportProcessor } from './import/import.processor.js';
import { SubscribersModule } from './subscribers.module.js';

@Module({ imports: [SubscribersModule], providers: [ImportProcessor] })
export class SubscribersWorkerModule {}
