import { parentPort } from 'node:worker_threads';
import { parseDocument, type ParseJob } from './parse-document.js';

/** The inside of a thread of `ThreadedParser`: one answer to each job. */
parentPort?.on('message', (job: ParseJob) => {
  parseDocument(job).then(
    (parsed) => parentPort?.postMessage({ parsed }),
    (error: unknown) => parentPort?.postMessage({ fault: error instanceof Error ? error.name : 'unknown' }),
  );
});
