import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { rejectReasons } from '#src/domain/shift-review/reject-reasons.js';
import { shiftSchema } from '../shift.dto.js';
import { ShiftDesk } from '../shift.desk.js';
import { ShiftReader } from '../shift.reader.js';
import { BulkDecisions } from './bulk-decisions.js';
import { decideManySchema, decisionOutcomesSchema, rejectReasonsSchema, type DecideShifts } from './decision.dto.js';
import { queueQuerySchema, queueSchema, type QueueQuery } from './review-queue.dto.js';
import { ReviewQueueReader } from './review-queue.reader.js';
import { readIfMatch } from './if-match.js';

/** Deciding about many proposals quickly. Stands before the controller of single shifts, whose `:id` would take its words. */
@ApiTags('shifts')
@ApiBearerAuth()
@Controller('api/admin/shifts')
export class ReviewController {
  constructor(
    private readonly queue: ReviewQueueReader,
    private readonly bulk: BulkDecisions,
    private readonly desk: ShiftDesk,
    private readonly reader: ShiftReader,
  ) {}

  @Get('queue')
  @ApiOperation({
    summary: 'Proposals by score, each with its context, who else tells it, what it contradicts, and what came before',
  })
  @ApiResponse({ status: 200, standardSchema: queueSchema })
  page(@Query({ schema: queueQuerySchema }) query: QueueQuery) {
    return this.queue.page(query);
  }

  @Get('reject-reasons')
  @ApiOperation({ summary: 'The codes that a rejection may have' })
  @ApiResponse({ status: 200, standardSchema: rejectReasonsSchema })
  reasons() {
    return { reasons: rejectReasons() };
  }

  @Post('decisions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm, reject, reopen or undo up to 100 shifts; each has its own outcome' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeat gets the first answer and decides nothing.',
  })
  @ApiResponse({ status: 200, standardSchema: decisionOutcomesSchema })
  decide(@Body({ schema: decideManySchema }) body: DecideShifts, @Headers('idempotency-key') key: string | undefined) {
    return this.bulk.decide(body, key, ADMIN_ACTOR);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the last decision back, if nothing has changed since' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that was read, in quotes.' })
  @ApiResponse({ status: 200, standardSchema: shiftSchema })
  @ApiResponse({
    status: 409,
    description: 'shift.nothing-to-undo, shift.changed, or what forbids a confirmation now.',
  })
  async undo(@Param('id', { schema: z.uuid() }) id: string, @Headers('if-match') ifMatch: string | undefined) {
    await this.desk.undo(id, ADMIN_ACTOR, { version: readIfMatch(ifMatch) });
    return this.reader.read(id);
  }
}
