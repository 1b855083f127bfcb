export { ShiftsModule } from './shifts.module.js';
export { ShiftsApiModule } from './shifts-api.module.js';
export { ShiftsWorkerModule } from './shifts-worker.module.js';
export { ShiftsScheduleModule } from './shifts-schedule.module.js';
export { ShiftReader, type EditionShift } from './shift.reader.js';
export { TimelineReader } from './timeline/timeline.reader.js';
export { timelineCursor, type Timeline, type TimelineBrief, type TimelineEntry } from './timeline/timeline.dto.js';
export { ShiftPool } from './shift-pool.reader.js';
