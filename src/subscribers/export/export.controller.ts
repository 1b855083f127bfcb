import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { streamTo } from '#src/foundation/http/stream-response.js';
import { EXPORT_FORMATS } from './export-formats.js';
import { exportQuerySchema, type ExportQuery } from './export.dto.js';
import { SubscriberExport } from './subscriber-export.js';

@ApiTags('subscribers')
@ApiBearerAuth()
@Controller('api/admin/subscribers/export')
export class ExportController {
  constructor(private readonly exports: SubscriberExport) {}

  @Get()
  @ApiOperation({
    summary: 'Everybody, as a stream',
    description:
      'As they stood at one moment, in the order in which they came. CSV is safe to open in a spreadsheet: a cell that would be a formula gets an ' +
      'apostrophe in front, which an import takes off again. An answer that breaks off is not whole.',
  })
  @ApiProduces('text/csv', 'application/x-ndjson', 'application/json')
  @ApiResponse({
    status: 200,
    description:
      'id, email, name, locale, time_zone, status, suppression, source, created_at, updated_at (CSV); the same in camel case (JSON). Times are UTC.',
  })
  async export(@Query({ schema: exportQuerySchema }) query: ExportQuery, @Res() response: Response) {
    const { type, extension } = EXPORT_FORMATS[query.format];
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Disposition', `attachment; filename="subscribers.${extension}"`);
    response.setHeader('Cache-Control', 'no-store');
    await streamTo(response, this.exports.stream(query, ADMIN_ACTOR));
  }
}
