import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { ArticleDesk } from './article.desk.js';
import {
  addArticleSchema,
  articleListQuerySchema,
  articleListSchema,
  articleSchema,
  extractionSchema,
  patchArticleSchema,
  reviseArticleSchema,
  revisionNumber,
  revisionSchema,
  type AddArticle,
  type ArticleListQuery,
  type PatchArticle,
  type ReviseArticle,
} from './article.dto.js';
import { ArticleReader } from './article.reader.js';

@ApiTags('articles')
@ApiBearerAuth()
@Controller('api/admin/articles')
export class ArticlesController {
  constructor(
    private readonly desk: ArticleDesk,
    private readonly reader: ArticleReader,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Bring an article in; its shifts are looked for at once' })
  @ApiResponse({
    status: 201,
    standardSchema: articleSchema,
    description: 'A new article, or a new revision of a known one.',
  })
  @ApiResponse({
    status: 200,
    standardSchema: articleSchema,
    description: 'Known already with the same words; nothing changed.',
  })
  async add(@Body({ schema: addArticleSchema }) body: AddArticle, @Res({ passthrough: true }) response: Response) {
    const { articleId, change } = await this.desk.add(body, ADMIN_ACTOR);
    response.status(change === 'none' ? 200 : 201);
    return this.reader.read(articleId);
  }

  @Get()
  @ApiOperation({ summary: 'Articles, newest first' })
  @ApiResponse({ status: 200, standardSchema: articleListSchema })
  list(@Query({ schema: articleListQuerySchema }) query: ArticleListQuery) {
    return this.reader.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One article with its current text and all its revisions' })
  @ApiResponse({ status: 200, standardSchema: articleSchema })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.reader.read(id);
  }

  @Get(':id/revisions/:number')
  @ApiOperation({ summary: 'One revision as it was stored' })
  @ApiResponse({ status: 200, standardSchema: revisionSchema })
  revision(@Param('id', { schema: z.uuid() }) id: string, @Param('number', { schema: revisionNumber }) number: number) {
    return this.reader.readRevision(id, number);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Correct an article: the words become its next revision' })
  @ApiResponse({ status: 200, standardSchema: articleSchema })
  async revise(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: reviseArticleSchema }) body: ReviseArticle,
  ) {
    await this.desk.revise(id, body, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Correct publisher, publication time or language; its shifts are looked for again' })
  @ApiResponse({ status: 200, standardSchema: articleSchema })
  async patch(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: patchArticleSchema }) body: PatchArticle) {
    await this.desk.patch(id, body, ADMIN_ACTOR);
    return this.reader.read(id);
  }

  @Post(':id/extract')
  @HttpCode(202)
  @ApiOperation({ summary: 'Look for shifts again; what editors decided stays' })
  @ApiResponse({ status: 202, standardSchema: extractionSchema })
  async extract(@Param('id', { schema: z.uuid() }) id: string) {
    return { revisionId: await this.desk.extractAgain(id, ADMIN_ACTOR) };
  }
}
