import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AuditTrail } from '#src/audit/index.js';
import { ADMIN_ACTOR, Public } from '#src/auth/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { clipAnswer } from './clip-answer.js';
import { ClipDesk } from './clip.desk.js';
import { clipperInSchema, clipperListSchema, clipSchema, newClipperSchema } from './intake.dto.js';
import { readBody } from './read-body.js';

const MAX_CLIP_BYTES = 5_000_000;
const clipWithToken = clipSchema.extend({ token: z.string().max(300) });

/** Bookmarklets, and the door that they knock at. */
@ApiTags('articles')
@Controller()
export class ClipController {
  constructor(
    private readonly clips: ClipDesk,
    private readonly audit: AuditTrail,
  ) {}

  @Post('api/admin/bookmarklets')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Make a bookmarklet for an editor; its token may bring articles and nothing else' })
  @ApiResponse({ status: 201, standardSchema: newClipperSchema })
  create(@Body({ schema: clipperInSchema }) body: { label: string }) {
    return this.clips.create(body.label, this.audit, ADMIN_ACTOR);
  }

  @Get('api/admin/bookmarklets')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Bookmarklets that were given out' })
  @ApiResponse({ status: 200, standardSchema: clipperListSchema })
  list() {
    return this.clips.list();
  }

  @Delete('api/admin/bookmarklets/:id')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Revoke a bookmarklet' })
  @ApiResponse({ status: 204 })
  async revoke(@Param('id', { schema: z.uuid() }) id: string) {
    await this.clips.revoke(id, this.audit, ADMIN_ACTOR);
  }

  /** Answers a person in a tab: a short page in their language. No cookie and no login counts here, only the token in the body. */
  @Post('clip')
  @Public()
  @ApiExcludeEndpoint()
  async clip(@Req() request: Request, @Res() response: Response): Promise<void> {
    const locale = request.acceptsLanguages('zh-TW', 'zh-HK', 'zh-CN', 'zh', 'en');
    try {
      const { token, ...clip } = parsed(
        request.is('json') ? JSON.stringify(request.body) : (await readBody(request, MAX_CLIP_BYTES)).toString('utf8'),
      );
      const { change } = await this.clips.clipByToken(token, clip);
      send(response, change === 'none' ? 200 : 201, clipAnswer(locale, change));
    } catch (error) {
      request.resume();
      if (!(error instanceof AppError)) throw error;
      send(response, error.status, clipAnswer(locale, 'failed', error.message));
    }
  }
}

/** The body of a text/plain form, `clip={…}` and a line end, or the JSON alone. */
function parsed(body: string): z.infer<typeof clipWithToken> {
  try {
    return clipWithToken.parse(JSON.parse(body.replace(/^clip=/, '')));
  } catch {
    throw new AppError(400, 'request.invalid', 'The clip does not have the right form.');
  }
}

function send(response: Response, status: number, page: string): void {
  response.status(status).type('html').setHeader('Cache-Control', 'no-store');
  response.send(page);
}
