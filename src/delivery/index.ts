export { DeliveryModule } from './delivery.module.js';
export { DeliveryApiModule } from './delivery-api.module.js';
export { DeliveryWorkerModule } from './delivery-worker.module.js';
export { DeliveryScheduleModule } from './delivery-schedule.module.js';
export { makeDkimKeys } from './message/dkim/dkim-keys.js';
export { DeliveryPlanner, type RunPlan } from './runs/delivery-planner.js';
export { DeliveryQueue } from './delivery-queue.js';
export { DeliveryRuns, type RunReport } from './runs/delivery-runs.js';
export { TestSender, type TestResult } from './test-sender.js';
