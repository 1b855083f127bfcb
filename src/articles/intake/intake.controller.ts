import { Body, Controller, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import type { AddOutcome } from '../article-intake.js';
import { articleSchema } from '../article.dto.js';
import { ArticleReader } from '../article.reader.js';
import { IntakeDesk } from './intake.desk.js';
import { ClipDesk } from './clip.desk.js';
import {
  clipSchema,
  fromFileQuerySchema,
  fromUrlSchema,
  type Clip,
  type FromFile,
  type FromUrl,
} from './intake.dto.js';
import { readBody } from './read-body.js';

const MAX_FILE_BYTES = 10_485_760;
const CREATED = {
  status: 201,
  standardSchema: articleSchema,
  description: 'A new article, or a new revision of a known one.',
};
const KNOWN = {
  status: 200,
  standardSchema: articleSchema,
  description: 'Known already with the same words; nothing changed.',
};

@ApiTags('articles')
@ApiBearerAuth()
@Controller('api/admin/articles')
export class IntakeController {
  constructor(
    private readonly intake: IntakeDesk,
    private readonly clips: ClipDesk,
    private readonly reader: ArticleReader,
  ) {}

  @Post('from-url')
  @ApiOperation({
    summary: 'Fetch a page and keep its article',
    description: 'As every visit: robots.txt is obeyed, and a host is asked for one thing at a time.',
  })
  @ApiResponse(CREATED)
  @ApiResponse(KNOWN)
  @ApiResponse({ status: 422, description: 'article.unreadable with a `reason`: robots, fetch.…, http.… or page.….' })
  @ApiResponse({ status: 503, description: 'article.host-busy' })
  async fromUrl(@Body({ schema: fromUrlSchema }) body: FromUrl, @Res({ passthrough: true }) response: Response) {
    return this.answer(response, await this.intake.fromUrl(body, ADMIN_ACTOR));
  }

  @Post('from-file')
  @ApiOperation({
    summary: 'Keep the article of a file',
    description:
      'Text (its charset is found), Markdown, HTML or Word (.docx), at most 10 MiB, as the body and not as a form.',
  })
  @ApiConsumes('application/octet-stream', 'text/plain', 'text/markdown', 'text/html')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse(CREATED)
  @ApiResponse(KNOWN)
  @ApiResponse({ status: 413, description: 'article.too-large' })
  @ApiResponse({
    status: 415,
    description: 'article.not-a-file: JSON or a form; article.file-kind: another kind of file.',
  })
  @ApiResponse({ status: 422, description: 'article.unreadable' })
  async fromFile(
    @Query({ schema: fromFileQuerySchema }) query: FromFile,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    try {
      if (
        request.is(['json', 'urlencoded', 'multipart']) !== false ||
        request.headers['content-encoding'] !== undefined
      )
        throw new AppError(415, 'article.not-a-file', 'Send the file itself as the body, with its own Content-Type.');
      const bytes = await readBody(request, MAX_FILE_BYTES);
      return await this.answer(response, await this.intake.fromFile(bytes, query, ADMIN_ACTOR));
    } catch (error) {
      // The rest of the body is passed over, so that the sender gets to read the answer.
      request.resume();
      response.setHeader('Connection', 'close');
      throw error;
    }
  }

  @Post('clip')
  @ApiOperation({ summary: 'Keep what an editor has selected on a page; without a selection the page is fetched' })
  @ApiResponse(CREATED)
  @ApiResponse(KNOWN)
  async clip(@Body({ schema: clipSchema }) body: Clip, @Res({ passthrough: true }) response: Response) {
    return this.answer(response, await this.clips.clip(body, ADMIN_ACTOR));
  }

  private answer(response: Response, { articleId, change }: AddOutcome) {
    response.status(change === 'none' ? 200 : 201);
    return this.reader.read(articleId);
  }
}
