import { Injectable } from '@nestjs/common';
import type { TransactionalKind } from '#src/domain/delivery/transactional-mail.js';
import type { RenderedNotice } from '#src/rendering/index.js';
import type { AttachedFile } from '../message/attached-file.js';
import { AddressChangeComposer } from './address-change.composer.js';
import { DataExportComposer } from './data-export.composer.js';
import { OperatorAlertComposer } from './operator-alert.composer.js';
import { SubscriptionConfirmationComposer } from './subscription-confirmation.composer.js';
import type { ClaimedMail } from './transactional-mail.repository.js';

/** What the composer of a kind is given. */
export type ComposedFrom = Pick<ClaimedMail, 'locale' | 'values'>;

/** A notice, and perhaps a file with it. */
export type ComposedMail = RenderedNotice & { file?: AttachedFile };

/** Makes the subject and the bodies of a mail out of what its writer stored, by its kind. */
@Injectable()
export class TransactionalComposer {
  private readonly byKind: Readonly<Record<TransactionalKind, (mail: ComposedFrom) => Promise<ComposedMail>>>;

  constructor(
    operatorAlert: OperatorAlertComposer,
    subscriptionConfirmation: SubscriptionConfirmationComposer,
    addressChange: AddressChangeComposer,
    dataExport: DataExportComposer,
  ) {
    this.byKind = {
      operator_alert: (mail) => operatorAlert.compose(mail),
      data_export: (mail) => dataExport.compose(mail),
      address_change: (mail) => addressChange.compose(mail),
      subscription_confirmation: (mail) => subscriptionConfirmation.compose(mail),
    };
  }

  compose({ kind, locale, values }: ClaimedMail): Promise<ComposedMail> {
    return this.byKind[kind]({ locale, values });
  }
}
