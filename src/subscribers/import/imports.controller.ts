import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { checkIdempotencyKey } from '#src/foundation/http/idempotency.js';
import { streamTo } from '#src/foundation/http/stream-response.js';
import { FaultReport } from './fault-report.js';
import { asProblem, ImportDesk } from './import.desk.js';
import {
  importListQuerySchema,
  importListSchema,
  importOutSchema,
  previewQuerySchema,
  previewSchema,
  startImportSchema,
  uploadQuerySchema,
  type PreviewQuery,
  type StartImport,
} from './import.dto.js';
import { ImportUploader } from './import-uploader.js';

const importId = z.uuid();

@ApiTags('subscribers')
@ApiBearerAuth()
@Controller('api/admin/subscribers/imports')
export class ImportsController {
  constructor(
    private readonly uploader: ImportUploader,
    private readonly desk: ImportDesk,
    private readonly report: FaultReport,
  ) {}

  /** The body is read as a stream: no body parser knows these types. */
  @Post()
  @ApiOperation({
    summary: 'Upload a file of people, to look at it and then start its import',
    description:
      'CSV, TSV or other delimited text (UTF-8, UTF-16, GB18030), XLSX, or a ZIP that holds one such file, as the body and not as a form. What ' +
      'it is, its bytes say. At most IMPORT_MAX_MB, unpacked as well, and 1,000,000 rows.',
  })
  @ApiConsumes('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/zip')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, standardSchema: importOutSchema })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeat with the same key, file and name is answered with the import of the first one.',
  })
  @ApiResponse({ status: 409, description: 'import.removed: the key is that of an import that is gone.' })
  @ApiResponse({ status: 413, description: 'import.too-large' })
  @ApiResponse({ status: 415, description: 'import.not-a-file: JSON, a form, or a compressed body.' })
  @ApiResponse({
    status: 422,
    description:
      'import.empty, import.unknown-format, import.archive, import.broken or import.sheet; idempotency.other-request: another file or name ' +
      'under this key.',
  })
  async upload(
    @Query({ schema: uploadQuerySchema }) query: { fileName?: string | undefined },
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    try {
      if (
        request.is(['json', 'urlencoded', 'multipart']) !== false ||
        request.headers['content-encoding'] !== undefined
      )
        throw new AppError(415, 'import.not-a-file', 'Send the file itself as the body, with its own Content-Type.');
      checkIdempotencyKey(key);
      const given = { fileName: query.fileName ?? null, actor: ADMIN_ACTOR, key };
      return await this.desk.uploaded(await asProblem(() => this.uploader.upload(request, given)));
    } catch (error) {
      // The rest of the body is passed over, so that the sender gets to read the answer.
      request.resume();
      response.setHeader('Connection', 'close');
      throw error;
    }
  }

  @Get()
  @ApiOperation({ summary: 'Imports, newest first' })
  @ApiResponse({ status: 200, standardSchema: importListSchema })
  list(@Query({ schema: importListQuerySchema }) query: z.infer<typeof importListQuerySchema>) {
    return this.desk.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One import, with how far it is' })
  @ApiResponse({ status: 200, standardSchema: importOutSchema })
  find(@Param('id', { schema: importId }) id: string) {
    return this.desk.find(id);
  }

  @Get(':id/preview')
  @ApiOperation({ summary: 'The first rows, and which columns they seem to have' })
  @ApiResponse({ status: 200, standardSchema: previewSchema })
  @ApiResponse({
    status: 422,
    description: 'import.wrong-encoding, import.unknown-encoding, import.broken, import.sheet',
  })
  preview(@Param('id', { schema: importId }) id: string, @Query({ schema: previewQuerySchema }) query: PreviewQuery) {
    return this.desk.preview(id, query);
  }

  @Post(':id/start')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Import the file, or judge it (dry run)',
    description:
      'Nobody who left or is suppressed is brought back or changed. An address counts once: its first sound row. Batches are kept as they are written.',
  })
  @ApiResponse({ status: 202, standardSchema: importOutSchema })
  @ApiResponse({ status: 409, description: 'import.not-startable, import.finished' })
  @ApiResponse({ status: 422, description: 'import.columns and the faults of a preview' })
  start(@Param('id', { schema: importId }) id: string, @Body({ schema: startImportSchema }) body: StartImport) {
    return this.desk.start(id, body, ADMIN_ACTOR);
  }

  @Post(':id/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop it after the batch that is being written' })
  @ApiResponse({ status: 200, standardSchema: importOutSchema })
  @ApiResponse({ status: 409, description: 'import.not-stoppable' })
  stop(@Param('id', { schema: importId }) id: string) {
    return this.desk.stop(id, ADMIN_ACTOR);
  }

  @Post(':id/resume')
  @HttpCode(202)
  @ApiOperation({ summary: 'Go on after the last row that was written' })
  @ApiResponse({ status: 202, standardSchema: importOutSchema })
  @ApiResponse({ status: 409, description: 'import.not-resumable, import.finished' })
  resume(@Param('id', { schema: importId }) id: string) {
    return this.desk.resume(id, ADMIN_ACTOR);
  }

  @Get(':id/errors.csv')
  @ApiOperation({ summary: 'Rows that were rejected, skipped or taken with a warning: line, code, reason' })
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'line, kind (rejected, skipped, warning), code, field, reason, suggestion' })
  async errors(@Param('id', { schema: importId }) id: string, @Res() response: Response) {
    await this.desk.find(id);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="import-${id}-errors.csv"`);
    await streamTo(response, this.report.csv(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget the file and its report; the people stay' })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 409, description: 'import.not-removable: stop it first.' })
  async remove(@Param('id', { schema: importId }) id: string) {
    await this.desk.remove(id, ADMIN_ACTOR);
  }
}
