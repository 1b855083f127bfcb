import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { mailListQuerySchema, mailListSchema, type MailListQuery } from './transactional-mail.dto.js';
import { TransactionalMailRepository, type MailLine } from './transactional-mail.repository.js';

/** What became of single mails: alerts to the operator. */
@ApiTags('transactional mail')
@ApiBearerAuth()
@Controller('api/admin/transactional-mail')
export class TransactionalMailController {
  constructor(private readonly mails: TransactionalMailRepository) {}

  @Get()
  @ApiOperation({ summary: 'Transactional mails, newest first, without addresses and contents' })
  @ApiResponse({ status: 200, standardSchema: mailListSchema })
  async list(@Query({ schema: mailListQuerySchema }) { kind, state, cursor, limit }: MailListQuery) {
    const rows = await this.mails.page({ kind, state, before: cursor, limit: limit + 1 });
    const items = rows.slice(0, limit).map(shown);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

function shown({ createdAt, handedAt, nextAttemptAt, expiresAt, endedAt, ...mail }: MailLine) {
  return {
    ...mail,
    createdAt: createdAt.toISOString(),
    handedAt: handedAt?.toISOString() ?? null,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
