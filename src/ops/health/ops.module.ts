import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';

/** `/health/live`, `/health/ready` and `/metrics`, in every role. */
@Module({ controllers: [HealthController, MetricsController], providers: [Readiness] })
export class OpsModule {}
