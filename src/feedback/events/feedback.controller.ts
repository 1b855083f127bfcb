import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { ACTION_RULES } from '#src/domain/feedback/action-rules.js';
import {
  actionRulesSchema,
  feedbackListQuerySchema,
  feedbackListSchema,
  feedbackViewSchema,
  type FeedbackListQuery,
} from './feedback.dto.js';
import { FeedbackDesk } from './feedback.desk.js';

@ApiTags('feedback')
@ApiBearerAuth()
@Controller('api/admin/feedback')
export class FeedbackController {
  constructor(private readonly desk: FeedbackDesk) {}

  @Get()
  @ApiOperation({ summary: 'What came back about mails, newest first: bounces, complaints, reports' })
  @ApiResponse({ status: 200, standardSchema: feedbackListSchema })
  list(@Query({ schema: feedbackListQuerySchema }) query: FeedbackListQuery) {
    return this.desk.list(query);
  }

  @Get('rules')
  @ApiOperation({ summary: 'What each class of feedback comes to, the first rule that fits first' })
  @ApiResponse({ status: 200, standardSchema: actionRulesSchema })
  rules() {
    return {
      items: ACTION_RULES.map(({ status, reply, resets, ...rule }) => ({
        ...rule,
        onlyFor: status === undefined && reply === undefined ? null : [status?.source, reply?.source].join(' or '),
        resetsOnArrival: resets,
      })),
    };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One event, with why its reader is suppressed now' })
  @ApiResponse({ status: 200, standardSchema: feedbackViewSchema })
  @ApiResponse({ status: 404, description: 'feedback.not-found' })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.desk.find(id);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an event back; the suppression ends when no other event asks for it' })
  @ApiResponse({ status: 200, standardSchema: feedbackViewSchema })
  @ApiResponse({ status: 404, description: 'feedback.not-found' })
  @ApiResponse({
    status: 409,
    description:
      'feedback.final: a reader who asked to leave comes back by their own act only; feedback.nobody: the address is no subscriber’s, lift its suppression.',
  })
  undo(@Param('id', { schema: z.uuid() }) id: string) {
    return this.desk.undo(id, ADMIN_ACTOR);
  }
}
