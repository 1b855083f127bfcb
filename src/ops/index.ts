export { QueueBoardModule } from './board/queue-board.module.js';
export { OpsModule } from './health/ops.module.js';
export { InboxModule } from './inbox/inbox.module.js';
export { InboxError } from './inbox/inbox-error.js';
export { InboxServer } from './inbox/inbox-server.js';
