import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { FeedbackModule } from '../feedback.module.js';
import { ImapIntake } from './imap-intake.js';
import { ImapPositionRepository } from './imap-position.repository.js';
import { InboundMailDesk } from './inbound-mail.desk.js';
import { InboundMailReader } from './inbound-mail-reader.js';
import { InboundMailRepository } from './inbound-mail.repository.js';
import { MailProof } from './mail-proof.js';

const doors = [ImapIntake, InboundMailDesk, InboundMailReader, InboundMailRepository];

/** Mails that come back: taken by SMTP or copied by IMAP, kept, read, and told to the book of feedback. */
@Module({
  imports: [AuditModule, DeliveryModule, FeedbackModule, SubscribersModule],
  providers: [ImapPositionRepository, MailProof, ...doors],
  exports: [...doors, DeliveryModule],
})
export class MailboxModule {}
