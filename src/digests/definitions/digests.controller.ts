import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import type { DigestState } from '#src/domain/digest/digest.schema.js';
import {
  createDigestSchema,
  digestListQuerySchema,
  digestListSchema,
  digestOutSchema,
  digestVersionSchema,
  editDigestSchema,
  nextRunsQuerySchema,
  nextRunsSchema,
  occurrenceListQuerySchema,
  occurrenceListSchema,
  previewScheduleSchema,
  type CreateDigest,
  type DigestListQuery,
  type DigestOut,
  type EditDigest,
  type OccurrenceListQuery,
  type PreviewSchedule,
} from './digest.dto.js';
import { DigestDesk } from './digest.desk.js';
import { DigestReader } from './digest.reader.js';

const NOT_POSSIBLE = { status: 409, description: 'digest.changed, or digest.not-possible in its state.' };

/** Digests: what recurs, of which editions are the issues. */
@ApiTags('digests')
@ApiBearerAuth()
@Controller('api/admin/digests')
export class DigestsController {
  constructor(
    private readonly desk: DigestDesk,
    private readonly reader: DigestReader,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Define a digest; it begins paused' })
  @ApiResponse({ status: 201, standardSchema: digestOutSchema })
  @ApiResponse({ status: 409, description: 'digest.name-taken' })
  async create(@Body({ schema: createDigestSchema }) body: CreateDigest) {
    return this.reader.read(await this.desk.create(body, ADMIN_ACTOR));
  }

  @Get()
  @ApiOperation({ summary: 'Digests, by name' })
  @ApiResponse({ status: 200, standardSchema: digestListSchema })
  list(@Query({ schema: digestListQuerySchema }) query: DigestListQuery) {
    return this.reader.list(query);
  }

  @Post('next-runs')
  @HttpCode(200)
  @ApiOperation({ summary: 'When a schedule would be due, before it is saved' })
  @ApiResponse({ status: 200, standardSchema: nextRunsSchema })
  preview(@Body({ schema: previewScheduleSchema }) body: PreviewSchedule) {
    return this.reader.preview(body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One digest' })
  @ApiResponse({ status: 200, standardSchema: digestOutSchema })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.reader.read(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change its name or its definition' })
  @ApiResponse({ status: 200, standardSchema: digestOutSchema })
  @ApiResponse({ status: 409, description: 'digest.changed or digest.name-taken' })
  async edit(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: editDigestSchema }) body: EditDigest) {
    await this.desk.edit(id, body, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Get(':id/next-runs')
  @ApiOperation({ summary: 'The next due times of its schedule, whether it is active or not' })
  @ApiResponse({ status: 200, standardSchema: nextRunsSchema })
  nextRuns(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: nextRunsQuerySchema }) query: { count: number },
  ) {
    return this.reader.nextRuns(id, query.count);
  }

  @Get(':id/occurrences')
  @ApiOperation({ summary: 'Due times and what became of them: composed, skipped or missed, and why; latest first' })
  @ApiResponse({ status: 200, standardSchema: occurrenceListSchema })
  history(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: occurrenceListQuerySchema }) query: OccurrenceListQuery,
  ) {
    return this.reader.history(id, query);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let its schedule compose editions; what came due before is not made up for' })
  @ApiResponse({ status: 200, standardSchema: digestOutSchema })
  @ApiResponse(NOT_POSSIBLE)
  activate(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: digestVersionSchema }) body: { version: number },
  ) {
    return this.move(id, body.version, 'active');
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Compose nothing for now; what is approved still goes out' })
  @ApiResponse({ status: 200, standardSchema: digestOutSchema })
  @ApiResponse(NOT_POSSIBLE)
  pause(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: digestVersionSchema }) body: { version: number },
  ) {
    return this.move(id, body.version, 'paused');
  }

  @Post(':id/retire')
  @HttpCode(200)
  @ApiOperation({ summary: 'End it for good: drafts that are due later are dropped, what is approved still goes out' })
  @ApiResponse({ status: 200, standardSchema: digestOutSchema })
  @ApiResponse(NOT_POSSIBLE)
  retire(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: digestVersionSchema }) body: { version: number },
  ) {
    return this.move(id, body.version, 'retired');
  }

  private async move(id: string, version: number, state: DigestState): Promise<DigestOut> {
    await this.desk.move(id, version, state, ADMIN_ACTOR);
    return this.reader.read(id);
  }
}
