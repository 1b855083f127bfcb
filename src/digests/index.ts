export { DigestsModule } from './digests.module.js';
export { DigestsApiModule } from './digests-api.module.js';
export { DigestsScheduleModule } from './digests-schedule.module.js';
export { EditionDesk, type EditionDraft } from './edition.desk.js';
export { EditionReader } from './edition-reader.service.js';
export { EditionSender } from './edition-sender.service.js';
export { DueEditions } from './due-editions.service.js';
