import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import type { SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { SegmentCounter } from './segment-counter.js';
import {
  countSegmentSchema,
  createSegmentSchema,
  editSegmentSchema,
  segmentCountSchema,
  segmentListQuerySchema,
  segmentListSchema,
  segmentOutSchema,
  type CreateSegment,
  type EditSegment,
  type SegmentListQuery,
} from './segment.dto.js';
import { SegmentDesk } from './segment.desk.js';

@ApiTags('segments')
@ApiBearerAuth()
@Controller('api/admin/segments')
export class SegmentsController {
  constructor(
    private readonly desk: SegmentDesk,
    private readonly counter: SegmentCounter,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Save a part of the audience by a filter' })
  @ApiResponse({ status: 201, standardSchema: segmentOutSchema })
  @ApiResponse({ status: 409, description: 'segment.name-taken' })
  create(@Body({ schema: createSegmentSchema }) body: CreateSegment) {
    return this.desk.create(body, ADMIN_ACTOR);
  }

  @Get()
  @ApiOperation({ summary: 'Segments, by name' })
  @ApiResponse({ status: 200, standardSchema: segmentListSchema })
  list(@Query({ schema: segmentListQuerySchema }) query: SegmentListQuery) {
    return this.desk.list(query);
  }

  @Post('count')
  @HttpCode(200)
  @ApiOperation({
    summary: 'How many a filter finds now, before it is saved: an estimate, and the count if it comes soon',
  })
  @ApiResponse({ status: 200, standardSchema: segmentCountSchema })
  count(@Body({ schema: countSegmentSchema }) body: { filter: SegmentFilter }) {
    return this.counter.count(body.filter);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One segment' })
  @ApiResponse({ status: 200, standardSchema: segmentOutSchema })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.desk.find(id);
  }

  @Get(':id/count')
  @ApiOperation({ summary: 'How many it holds now' })
  @ApiResponse({ status: 200, standardSchema: segmentCountSchema })
  async countOf(@Param('id', { schema: z.uuid() }) id: string) {
    return this.counter.count((await this.desk.find(id)).filter);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change name or filter; editions that have not started follow' })
  @ApiResponse({ status: 200, standardSchema: segmentOutSchema })
  @ApiResponse({
    status: 409,
    description: 'segment.changed when the version is not the current one; segment.name-taken.',
  })
  edit(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: editSegmentSchema }) body: EditSegment) {
    return this.desk.edit(id, body, ADMIN_ACTOR);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a segment that no edition names' })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 409, description: 'segment.in-use' })
  async delete(@Param('id', { schema: z.uuid() }) id: string) {
    await this.desk.delete(id, ADMIN_ACTOR);
  }
}
