export { ShiftsModule } from './shifts.module.js';
export { ShiftsApiModule } from './shifts-api.module.js';
export { ShiftsWorkerModule } from './shifts-worker.module.js';
export { ShiftsScheduleModule } from './shifts-schedule.module.js';
export { ShiftReader, type EditionShift } from './shift.reader.js';
export { ShiftPool } from './shift-pool.reader.js';
