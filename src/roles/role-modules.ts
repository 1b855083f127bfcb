import type { DynamicModule, Type } from '@nestjs/common';
import {
  ArticlesApiModule,
  CatalogWorkerModule,
  IntakeApiModule,
  SourcesApiModule,
  SourcesScheduleModule,
  SourcesWorkerModule,
} from '#src/articles/index.js';
import { AuthApiModule } from '#src/auth/auth-api.module.js';
import { DeliveryApiModule, DeliveryScheduleModule, DeliveryWorkerModule } from '#src/delivery/index.js';
import { DigestsApiModule, DigestsScheduleModule } from '#src/digests/index.js';
import {
  FeedbackApiModule,
  FeedbackScheduleModule,
  MailboxApiModule,
  MailboxScheduleModule,
} from '#src/feedback/index.js';
import type { Config } from '#src/foundation/config/config.js';
import { IdempotencyScheduleModule } from '#src/foundation/http/idempotency-schedule.module.js';
import { InboxModule, OpsModule, QueueBoardModule } from '#src/ops/index.js';
import { ShiftsApiModule, ShiftsScheduleModule, ShiftsWorkerModule } from '#src/shifts/index.js';
import { SignupApiModule, SignupScheduleModule } from '#src/signup/index.js';
import { SiteModule } from '#src/site/index.js';
import { SubscribersApiModule, SubscribersScheduleModule, SubscribersWorkerModule } from '#src/subscribers/index.js';

/** The roles that run until they are told to stop. */
export const SERVER_ROLES = ['api', 'worker', 'scheduler', 'all'] as const;
export type ServerRole = (typeof SERVER_ROLES)[number];

type Modules = (Type | DynamicModule)[];

/** Every role answers for its health; the guard denies whatever is not marked public. */
const everywhere: Modules = [AuthApiModule, OpsModule];
const api: Modules = [
  ArticlesApiModule,
  SourcesApiModule,
  IntakeApiModule,
  ShiftsApiModule,
  SubscribersApiModule,
  DigestsApiModule,
  DeliveryApiModule,
  FeedbackApiModule,
  MailboxApiModule,
  SignupApiModule,
  SiteModule,
  QueueBoardModule,
];
const worker: Modules = [
  SourcesWorkerModule,
  ShiftsWorkerModule,
  CatalogWorkerModule,
  DeliveryWorkerModule,
  SubscribersWorkerModule,
];
const scheduler: Modules = [
  SourcesScheduleModule,
  ShiftsScheduleModule,
  DigestsScheduleModule,
  DeliveryScheduleModule,
  FeedbackScheduleModule,
  MailboxScheduleModule,
  SubscribersScheduleModule,
  SignupScheduleModule,
  IdempotencyScheduleModule,
];

/** A role imports only its kind of module: an api process never hosts a processor. */
export function modulesOf(role: ServerRole, config: Pick<Config, 'usesInbox'>): Modules {
  const inbox: Modules = config.usesInbox ? [InboxModule] : [];
  switch (role) {
    case 'api':
      return [...everywhere, ...api, ...inbox];
    case 'worker':
      return [...everywhere, ...worker];
    case 'scheduler':
      return [...everywhere, ...scheduler];
    case 'all':
      return [...everywhere, ...api, ...worker, ...scheduler, ...inbox];
  }
}
