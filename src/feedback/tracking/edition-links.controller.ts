import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { LinkFigures } from '#src/domain/feedback/tracking/tracking-report.js';
import { csvLine } from '#src/subscribers/index.js';
import { EditionReportReader } from '../report/edition-report.reader.js';

const COLUMNS = ['place', 'url', 'human_readers', 'human_total', 'machine_readers', 'machine_total'];

/** The links of an edition for a spreadsheet. */
@ApiTags('feedback')
@ApiBearerAuth()
@Controller('api/admin/editions')
export class EditionLinksController {
  constructor(private readonly reports: EditionReportReader) {}

  @Get(':id/links.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="links.csv"')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Clicks by link, people and machines apart, as CSV' })
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: COLUMNS.join(', ') })
  @ApiResponse({ status: 404, description: 'run.not-found: it was never started.' })
  async csv(@Param('id', { schema: z.uuid() }) id: string): Promise<string> {
    const { tracking } = await this.reports.find(id);
    return [COLUMNS, ...tracking.links.map(cellsOf)].map(csvLine).join('');
  }
}

function cellsOf({ place, url, human, machine }: LinkFigures): string[] {
  const figures = [human.readers, human.total, machine.readers, machine.total];
  return [place, url, ...figures.map(String)];
}
