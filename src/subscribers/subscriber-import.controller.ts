import { Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { importQuerySchema, importReportSchema, type ImportQuery } from './import.dto.js';
import { SubscriberImport, type ImportReport } from './subscriber-import.service.js';

const STATUS_OF = { 'cut-off': 400, 'not-utf8': 422, broken: 422, 'too-large': 413 } as const;

@ApiTags('subscribers')
@ApiBearerAuth()
@Controller('api/admin/subscribers/import')
export class SubscriberImportController {
  constructor(private readonly imports: SubscriberImport) {}

  /** The body is read as a stream: no body parser knows text/csv. */
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Import people from CSV',
    description:
      'UTF-8, delimiter comma, semicolon or tab, at most 50 MB and 1,000,000 rows. The first row names the columns: `email`, and if wanted ' +
      '`name`, `locale`, `time_zone`. Nobody who left or is suppressed is brought back. Batches of 1,000 rows are kept even if the file breaks off.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'email,name,locale\nli.lei@example.com,李雷,zh-CN\n' } })
  @ApiResponse({ status: 200, standardSchema: importReportSchema })
  @ApiResponse({ status: 413, description: 'import.too-large: `line` and `report` say how far it came.' })
  @ApiResponse({ status: 415, description: 'import.not-csv: Content-Type must be text/csv, uncompressed.' })
  @ApiResponse({
    status: 422,
    description: 'import.broken or import.not-utf8: `line` and `report` say how far it came.',
  })
  async import(
    @Query({ schema: importQuerySchema }) query: ImportQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (request.is('text/csv') === false || encoding !== 'identity') {
      response.setHeader('Connection', 'close');
      throw new AppError(415, 'import.not-csv', 'Send the file as the body, Content-Type: text/csv, not compressed.');
    }
    const { stopped, ...report }: ImportReport = await this.imports.run(request, { ...query, actor: ADMIN_ACTOR });
    if (stopped === null) return report;
    // The rest of the body is passed over, so that the sender gets to read the answer.
    request.resume();
    response.setHeader('Connection', 'close');
    throw new AppError(STATUS_OF[stopped.reason], `import.${stopped.reason}`, stopped.message, {
      line: stopped.line,
      report,
    });
  }
}
