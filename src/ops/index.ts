export { QueueBoardModule } from './board/queue-board.module.js';
export { OpsModule } from './health/ops.module.js';
export { InboxModule } from './inbox/inbox.module.js';
