import { Module } from '@nestjs/common';
import { SubscribersModule } from '#src/subscribers/index.js';
import { Unsubscriber } from './unsubscriber.service.js';

@Module({ imports: [SubscribersModule], providers: [Unsubscriber], exports: [Unsubscriber] })
export class FeedbackModule {}
