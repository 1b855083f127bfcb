import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { SummaryDesk } from './summary.desk.js';
import {
  summaryQuerySchema,
  summarySchema,
  summaryTextSchema,
  type SummaryQuery,
  type SummaryText,
} from './summary.dto.js';
import { SummaryReader } from './summary.reader.js';

const locale = z.enum(LOCALES);

@ApiTags('articles')
@ApiBearerAuth()
@Controller('api/admin/articles/:id/summary')
export class SummariesController {
  constructor(
    private readonly desk: SummaryDesk,
    private readonly reader: SummaryReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What an article says, in whole sentences of its own that state its shifts' })
  @ApiResponse({ status: 200, standardSchema: summarySchema })
  read(@Param('id', { schema: z.uuid() }) id: string, @Query({ schema: summaryQuerySchema }) query: SummaryQuery) {
    return this.reader.read(id, query);
  }

  @Put(':locale')
  @ApiOperation({ summary: 'Write the summary yourself, in one language; it stands whatever the shifts do' })
  @ApiResponse({ status: 200, standardSchema: summarySchema })
  @ApiResponse({ status: 422, description: 'summary.number-not-in-article with the numbers.' })
  async write(
    @Param('id', { schema: z.uuid() }) id: string,
    @Param('locale', { schema: locale }) language: Locale,
    @Body({ schema: summaryTextSchema }) body: SummaryText,
  ) {
    await this.desk.write(id, language, body.text, ADMIN_ACTOR);
    return this.reader.read(id, { budget: 240, locale: language });
  }

  @Delete(':locale')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take your own summary back; the sentences of the article stand again' })
  @ApiResponse({ status: 204 })
  async drop(@Param('id', { schema: z.uuid() }) id: string, @Param('locale', { schema: locale }) language: Locale) {
    await this.desk.drop(id, language, ADMIN_ACTOR);
  }
}
