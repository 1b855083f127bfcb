import { BatchWriter } from './batch-writer.js';
import { ImportClaims } from './import-claims.js';
import { FaultReport } from './fault-report.js';
import { ImportDesk } from './import.desk.js';
import { ImportDriver } from './import-driver.js';
import { ImportFileStore } from './import-file.store.js';
import { ImportQueue } from './import-queue.js';
import { ImportReading } from './import-reading.js';
import { ImportRepository } from './import.repository.js';
import { ImportRunner } from './import-runner.js';
import { ImportSweeper } from './import-sweeper.js';
import { ImportUploader } from './import-uploader.js';

/** Imports, for the module of the area. */
export const IMPORT_PROVIDERS = [
  BatchWriter,
  FaultReport,
  ImportClaims,
  ImportDesk,
  ImportDriver,
  ImportFileStore,
  ImportQueue,
  ImportReading,
  ImportRepository,
  ImportRunner,
  ImportSweeper,
  ImportUploader,
];
