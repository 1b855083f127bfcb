import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ArticleReader } from '../article.reader.js';
import type { Revision, RevisionHead } from '../article.dto.js';
import { diffText } from './revision-diff.js';
import { diffQuerySchema, revisionDiffSchema, revisionListSchema, type DiffQuery, type RevisionDiff } from './revisions.dto.js'; // prettier-ignore

@ApiTags('articles')
@ApiBearerAuth()
@Controller('api/admin/articles/:id')
export class RevisionsController {
  constructor(private readonly reader: ArticleReader) {}

  @Get('revisions')
  @ApiOperation({ summary: 'All revisions, the first one first' })
  @ApiResponse({ status: 200, standardSchema: revisionListSchema })
  async list(@Param('id', { schema: z.uuid() }) id: string) {
    return { items: await this.reader.revisions(id) };
  }

  @Get('diff')
  @ApiOperation({ summary: 'What changed between two revisions, in title and text' })
  @ApiResponse({ status: 200, standardSchema: revisionDiffSchema })
  async diff(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: diffQuerySchema }) query: DiffQuery,
  ): Promise<RevisionDiff> {
    const [from, to] = [await this.reader.readRevision(id, query.from), await this.reader.readRevision(id, query.to)];
    return {
      from: headOf(from),
      to: headOf(to),
      isTitleChanged: from.title !== to.title,
      isTextChanged: from.text !== to.text,
      title: diffText(from.title, to.title),
      text: diffText(from.text, to.text),
    };
  }
}

function headOf({ text, html, rawText, stripped, ...head }: Revision): RevisionHead {
  return head;
}
