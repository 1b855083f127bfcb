import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Ticker } from './ticker.js';

@Module({ imports: [ScheduleModule.forRoot()], providers: [Ticker], exports: [Ticker] })
export class TickerModule {}
