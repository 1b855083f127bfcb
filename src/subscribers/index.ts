export { ConsentDesk, type LeaveOutcome, type ReturnOutcome } from './consent.desk.js';
export { PreferenceDesk, type Preferences } from './preference.desk.js';
export { SubscriberDesk } from './subscriber.desk.js';
export { SubscriberImport, type ImportDefaults, type ImportReport } from './subscriber-import.service.js';
export { SubscriberReader, type ReaderProfile } from './subscriber-reader.service.js';
export { SubscribersApiModule } from './subscribers-api.module.js';
export { SubscribersModule } from './subscribers.module.js';
export { SuppressionDesk } from './suppression.desk.js';
export { isTimeZone, readTimeZone } from './time-zone.js';
