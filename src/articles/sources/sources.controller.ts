import { Body, Controller, Delete, Get, Header, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { IngestQueue } from './ingest-queue.js';
import { OpmlDesk } from './opml.desk.js';
import { SourceDesk } from './source.desk.js';
import { SourceProber } from './source-prober.js';
import { SourceReader } from './source.reader.js';
import {
  addSourceSchema,
  healthQuerySchema,
  opmlInSchema,
  opmlOutcomeSchema,
  patchSourceSchema,
  previewSchema,
  previewSourceSchema,
  sourceHealthSchema,
  sourceListQuerySchema,
  sourceListSchema,
  sourceSchema,
  type AddSource,
  type PatchSource,
  type PreviewSource,
  type SourceListQuery,
} from './source.dto.js';

const sourceId = z.uuid();
const UNUSABLE =
  'source.unusable with a `reason`: fetch.… (no answer, or not allowed), http.… (status), feed.… or page.… (not readable).';

@ApiTags('sources')
@ApiBearerAuth()
@Controller('api/admin/sources')
export class SourcesController {
  constructor(
    private readonly desk: SourceDesk,
    private readonly reader: SourceReader,
    private readonly prober: SourceProber,
    private readonly opml: OpmlDesk,
    private readonly queue: IngestQueue,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Add a source; its feed is looked for when the URL is that of a site',
    description:
      'It is fetched once before it is added, and visited at once afterwards. Its newest 30 items become articles.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: '1–200 visible ASCII characters; a repeat gets the first answer.',
  })
  @ApiResponse({ status: 201, standardSchema: sourceSchema })
  @ApiResponse({ status: 409, description: 'source.exists, with its `sourceId`.' })
  @ApiResponse({ status: 422, description: UNUSABLE })
  async add(@Body({ schema: addSourceSchema }) body: AddSource, @Headers('idempotency-key') key: string | undefined) {
    const id = await this.desk.add(body, key, ADMIN_ACTOR);
    await this.queue.wake(id);
    return this.reader.find(id);
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a source would bring; nothing is stored' })
  @ApiResponse({ status: 200, standardSchema: previewSchema })
  @ApiResponse({ status: 422, description: UNUSABLE })
  preview(@Body({ schema: previewSourceSchema }) { url, kind, zone, language }: PreviewSource) {
    return this.prober.preview({ url, kind, zone, language: language ?? null });
  }

  @Get()
  @ApiOperation({ summary: 'Sources with how they are doing, newest first' })
  @ApiResponse({ status: 200, standardSchema: sourceListSchema })
  list(@Query({ schema: sourceListQuerySchema }) query: SourceListQuery) {
    return this.reader.list(query);
  }

  @Get('opml')
  @Header('Content-Type', 'text/x-opml; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="sources.opml"')
  @ApiOperation({ summary: 'All feeds, for another reader' })
  @ApiProduces('text/x-opml')
  @ApiResponse({ status: 200, description: 'OPML 2.0' })
  exportOpml() {
    return this.opml.export();
  }

  @Post('opml')
  @HttpCode(200)
  @ApiOperation({ summary: 'Add the feeds of an OPML list; they are looked at by their first visit' })
  @ApiResponse({ status: 200, standardSchema: opmlOutcomeSchema })
  importOpml(@Body({ schema: opmlInSchema }) body: { opml: string }) {
    return this.opml.import(body.opml, ADMIN_ACTOR);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One source' })
  @ApiResponse({ status: 200, standardSchema: sourceSchema })
  find(@Param('id', { schema: sourceId }) id: string) {
    return this.reader.find(id);
  }

  @Get(':id/health')
  @ApiOperation({ summary: 'One source with its visits, newest first, and the items that gave trouble' })
  @ApiResponse({ status: 200, standardSchema: sourceHealthSchema })
  health(
    @Param('id', { schema: sourceId }) id: string,
    @Query({ schema: healthQuerySchema }) query: z.infer<typeof healthQuerySchema>,
  ) {
    return this.reader.health(id, query);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a source' })
  @ApiResponse({ status: 200, standardSchema: sourceSchema })
  @ApiResponse({ status: 409, description: 'source.exists: another one has this URL.' })
  async patch(@Param('id', { schema: sourceId }) id: string, @Body({ schema: patchSourceSchema }) body: PatchSource) {
    await this.desk.patch(id, body, ADMIN_ACTOR);
    return this.reader.find(id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Visit it no more, its waiting items neither' })
  @ApiResponse({ status: 200, standardSchema: sourceSchema })
  async pause(@Param('id', { schema: sourceId }) id: string) {
    await this.desk.pause(id, ADMIN_ACTOR);
    return this.reader.find(id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Visit it again: after a pause, or although it was gone' })
  @ApiResponse({ status: 200, standardSchema: sourceSchema })
  async resume(@Param('id', { schema: sourceId }) id: string) {
    await this.desk.resume(id, ADMIN_ACTOR);
    await this.queue.wake(id);
    return this.reader.find(id);
  }

  @Post(':id/fetch')
  @HttpCode(202)
  @ApiOperation({ summary: 'Visit it now, as soon as its host may be visited' })
  @ApiResponse({ status: 202, standardSchema: sourceSchema })
  @ApiResponse({ status: 409, description: 'source.not-visited: it is paused, gone, or of the kind api.' })
  async fetch(@Param('id', { schema: sourceId }) id: string) {
    await this.desk.fetchNow(id, ADMIN_ACTOR, this.queue);
    return this.reader.find(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget a source; its articles stay' })
  @ApiResponse({ status: 204 })
  async remove(@Param('id', { schema: sourceId }) id: string) {
    await this.desk.remove(id, ADMIN_ACTOR);
  }
}
