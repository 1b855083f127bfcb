import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { AppraisalQueue } from './appraisal-queue.js';
import { appraisalSchema, catalogProgressSchema, setTopicsSchema, type SetTopics } from './catalog.dto.js';
import { TopicDesk } from './topic.desk.js';

@ApiTags('articles')
@ApiBearerAuth()
@Controller('api/admin')
export class CatalogController {
  constructor(
    private readonly topics: TopicDesk,
    private readonly queue: AppraisalQueue,
  ) {}

  @Get('articles/:id/appraisal')
  @ApiOperation({ summary: 'Why an article has its score, tier and topics' })
  @ApiResponse({ status: 200, standardSchema: appraisalSchema })
  explain(@Param('id', { schema: z.uuid() }) id: string) {
    return this.topics.explain(id);
  }

  @Put('articles/:id/topics')
  @ApiOperation({ summary: 'Choose the topics of an article, or give them back to the rule' })
  @ApiResponse({ status: 200, standardSchema: appraisalSchema })
  async set(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: setTopicsSchema }) body: SetTopics) {
    await this.topics.set(id, body.topics, ADMIN_ACTOR);
    return this.topics.explain(id);
  }

  @Get('catalog')
  @ApiOperation({ summary: 'How many articles wait to be looked at by the rules' })
  @ApiResponse({ status: 200, standardSchema: catalogProgressSchema })
  progress() {
    return this.queue.progress();
  }
}
