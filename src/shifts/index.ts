export { ShiftsModule } from './shifts.module.js';
export { ShiftsApiModule } from './shifts-api.module.js';
export { ShiftsWorkerModule } from './shifts-worker.module.js';
export { ShiftsScheduleModule } from './shifts-schedule.module.js';
export { WordsModule } from './words.module.js';
export { MachineWords } from './translation/machine-words.js';
export { ShiftReader, type EditionShift } from './shift.reader.js';
