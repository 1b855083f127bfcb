import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import {
  createEditionSchema,
  editEditionSchema,
  editionListQuerySchema,
  editionListSchema,
  editionOutSchema,
  versionSchema,
  type CreateEdition,
  type EditEdition,
  type EditionListQuery,
} from './edition.dto.js';
import { EditionDesk } from './edition.desk.js';
import { EditionReader } from './edition-reader.service.js';

/** Editors' work on an edition before it is sent. */
@ApiTags('editions')
@ApiBearerAuth()
@Controller('api/admin/editions')
export class EditionsController {
  constructor(
    private readonly desk: EditionDesk,
    private readonly reader: EditionReader,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Compose an edition from confirmed shifts' })
  @ApiResponse({ status: 201, standardSchema: editionOutSchema })
  @ApiResponse({
    status: 422,
    description: 'edition.faulty-items: `faults` names every shift that is unknown or not confirmed.',
  })
  async create(@Body({ schema: createEditionSchema }) body: CreateEdition) {
    return this.reader.read(await this.desk.create(body, ADMIN_ACTOR));
  }

  @Get()
  @ApiOperation({ summary: 'Editions, newest first' })
  @ApiResponse({ status: 200, standardSchema: editionListSchema })
  list(@Query({ schema: editionListQuerySchema }) query: EditionListQuery) {
    return this.reader.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One edition: items, what keeps it from being mailed, how the sending goes' })
  @ApiResponse({ status: 200, standardSchema: editionOutSchema })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.reader.read(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change title, subject, intro, or the items and their order (drafts only)' })
  @ApiResponse({ status: 200, standardSchema: editionOutSchema })
  @ApiResponse({
    status: 409,
    description: 'edition.not-draft, or edition.changed when the version is not the current one.',
  })
  async edit(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: editEditionSchema }) body: EditEdition) {
    await this.desk.edit(id, body, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve: every quote is found again in its stored revision, and the items are frozen' })
  @ApiResponse({ status: 200, standardSchema: editionOutSchema })
  @ApiResponse({
    status: 409,
    description: 'edition.broken-quotes: `faults` lists every quote that no longer stands in its article.',
  })
  async approve(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: versionSchema }) body: { version: number },
  ) {
    await this.desk.approve(id, body.version, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an approved or scheduled edition back to the desk' })
  @ApiResponse({ status: 200, standardSchema: editionOutSchema })
  async reopen(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: versionSchema }) body: { version: number },
  ) {
    await this.desk.reopen(id, body.version, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Drop an edition that has not started (a running one is cancelled at /api/admin/runs)' })
  @ApiResponse({ status: 200, standardSchema: editionOutSchema })
  async cancel(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: versionSchema }) body: { version: number },
  ) {
    await this.desk.cancel(id, body.version, ADMIN_ACTOR);
    return this.reader.read(id);
  }
}
