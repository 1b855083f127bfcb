import { parentPort } from 'node:worker_threads';
import { parseDocument, type ParseJob } from './parse-document.js';

/** The inside of a thread of `ThreadedParser`: one answer to each job. */
parentPort?.on('message', (job: ParseJob) => {
  try {
    parentPort?.postMessage({ parsed: parseDocument(job) });
  } catch (error) {
    parentPort?.postMessage({ fault: error instanceof Error ? error.name : 'unknown' });
  }
});
