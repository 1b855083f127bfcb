import { AddressChangeComposer } from './address-change.composer.js';
import { DataExportComposer } from './data-export.composer.js';
import { MailRefusals } from './mail-refusals.js';
import { OperatorAlert } from './operator-alert.js';
import { OperatorAlertComposer } from './operator-alert.composer.js';
import { SubscriptionConfirmationComposer } from './subscription-confirmation.composer.js';
import { TransactionalBook } from './transactional-book.js';
import { TransactionalComposer } from './transactional-composer.js';
import { TransactionalDriver } from './transactional-driver.js';
import { TransactionalLetters } from './transactional-letters.js';
import { TransactionalMail } from './transactional-mail.js';
import { TransactionalMailRepository } from './transactional-mail.repository.js';
import { TransactionalMetrics } from './transactional-metrics.js';
import { TransactionalQueue } from './transactional-queue.js';
import { TransactionalSender } from './transactional-sender.js';
import { TransactionalSweeper } from './transactional-sweeper.js';

/** Transactional mail, for the module of the area. */
export const TRANSACTIONAL_PROVIDERS = [
  AddressChangeComposer,
  DataExportComposer,
  MailRefusals,
  OperatorAlert,
  OperatorAlertComposer,
  SubscriptionConfirmationComposer,
  TransactionalBook,
  TransactionalComposer,
  TransactionalDriver,
  TransactionalLetters,
  TransactionalMail,
  TransactionalMailRepository,
  TransactionalMetrics,
  TransactionalQueue,
  TransactionalSender,
  TransactionalSweeper,
];
