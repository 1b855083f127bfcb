import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '#src/auth/index.js';
import { timelineQuerySchema, timelineSchema, timelineSlug, type TimelineQuery } from './timeline.dto.js';
import { TimelineReader } from './timeline.reader.js';

/** What is confirmed of an actor, for everybody. */
@ApiTags('timelines')
@Public()
@Controller('api/actors')
export class TimelineController {
  constructor(private readonly timelines: TimelineReader) {}

  @Get(':slug/timeline')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({
    summary: 'The confirmed shifts of an actor, newest first, each with stage, attribution, quote and source',
  })
  @ApiResponse({ status: 200, standardSchema: timelineSchema })
  @ApiResponse({ status: 404, description: 'actor.not-found' })
  read(
    @Param('slug', { schema: timelineSlug }) slug: string,
    @Query({ schema: timelineQuerySchema }) query: TimelineQuery,
  ) {
    return this.timelines.read(slug, query);
  }
}
