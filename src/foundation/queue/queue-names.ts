/** Queue and job names are stored data: never renamed in place. One processor per queue. */
export const QUEUES = {
  extraction: 'extraction',
  delivery: 'delivery',
  transactional: 'transactional',
  import: 'import',
  ingest: 'ingest',
} as const;
export type QueueName = (typeof QUEUES)[keyof typeof QUEUES];
