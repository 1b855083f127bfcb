// A worker in a process of its own, to be killed in the middle of a job. Arguments: kind, URL, queue name.
import { createPostgresBackend, setDefaultBackendFactory, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';

const [kind, url, queue] = process.argv.slice(2);
if (kind === 'postgres') setDefaultBackendFactory(createPostgresBackend);
const connection =
  kind === 'postgres'
    ? new Pool({ connectionString: url, options: '-c search_path=bullmq', max: 4 })
    : new Redis(url, { maxRetriesPerRequest: null });
const worker = new Worker(
  queue,
  async (job) => {
    process.stdout.write(`started ${job.id}\n`);
    await new Promise(() => undefined);
  },
  { connection, lockDuration: 1_000, stalledInterval: 500 },
);
worker.on('error', () => undefined);
setInterval(() => undefined, 1_000);
