import { Module } from '@nestjs/common';
import { Inbox } from './inbox.js';
import { InboxController } from './inbox.controller.js';
import { InboxServer } from './inbox-server.js';

/** A real SMTP server on loopback and the page that shows what it took; for the role that has no relay to send to. */
@Module({ controllers: [InboxController], providers: [Inbox, InboxServer], exports: [InboxServer] })
export class InboxModule {}
