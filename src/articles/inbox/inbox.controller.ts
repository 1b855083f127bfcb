import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { InboxDesk } from './inbox.desk.js';
import {
  inboxCountsSchema,
  inboxQuerySchema,
  inboxSchema,
  moveArticlesSchema,
  moveOutcomesSchema,
  type InboxQuery,
  type MoveArticles,
} from './inbox.dto.js';

@ApiTags('inbox')
@ApiBearerAuth()
@Controller('api/admin/inbox')
export class InboxController {
  constructor(
    private readonly desk: InboxDesk,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Articles for the editor, one row for all copies of a text' })
  @ApiResponse({ status: 200, standardSchema: inboxSchema })
  list(@Query({ schema: inboxQuerySchema }) query: InboxQuery) {
    return this.desk.list(query);
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many stand in each state' })
  @ApiResponse({ status: 200, standardSchema: inboxCountsSchema })
  counts() {
    return this.desk.counts();
  }

  @Post('moves')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keep or dismiss up to 500 articles, or take them back to new; each has its own outcome' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'A repeat with it gets the first answer.' })
  @ApiResponse({ status: 200, standardSchema: moveOutcomesSchema })
  move(@Body({ schema: moveArticlesSchema }) body: MoveArticles, @Headers('idempotency-key') key: string | undefined) {
    return this.idempotency.once('POST inbox/moves', key, body, (manager) =>
      this.desk.move(manager, body, ADMIN_ACTOR),
    );
  }

  @Post('moves/:id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a move back, for the articles that still stand where it put them' })
  @ApiResponse({ status: 200, standardSchema: moveOutcomesSchema })
  @ApiResponse({ status: 409, description: 'inbox-move.undone' })
  undo(@Param('id', { schema: z.uuid() }) id: string) {
    return this.desk.undo(id, ADMIN_ACTOR);
  }
}
