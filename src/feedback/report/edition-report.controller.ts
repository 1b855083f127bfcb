import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { editionReportSchema } from './edition-report.dto.js';
import { EditionReportReader } from './edition-report.reader.js';

@ApiTags('feedback')
@ApiBearerAuth()
@Controller('api/admin/editions')
export class EditionReportController {
  constructor(private readonly reports: EditionReportReader) {}

  @Get(':id/report')
  @ApiOperation({ summary: 'What became of an edition’s mails, by receiving provider' })
  @ApiResponse({ status: 200, standardSchema: editionReportSchema })
  @ApiResponse({ status: 404, description: 'run.not-found: it was never started.' })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.reports.find(id);
  }
}
