import { Module } from '@nestjs/common';
import { BounceServer } from './bounce-server.js';
import { InboundMailController } from './inbound-mail.controller.js';
import { MailboxModule } from './mailbox.module.js';

@Module({ imports: [MailboxModule], providers: [BounceServer], controllers: [InboundMailController] })
export class MailboxApiModule {}
