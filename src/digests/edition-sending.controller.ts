import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { TestSender } from '#src/delivery/index.js';
import { fillSlots } from '#src/rendering/index.js';
import {
  previewQuerySchema,
  sendEditionSchema,
  sendOutcomeSchema,
  testSendSchema,
  type PreviewQuery,
  type SendEdition,
  type TestSend,
} from './edition.dto.js';
import { EditionReader } from './edition-reader.service.js';
import { EditionSender } from './edition-sender.service.js';

/** A preview is a mail in a browser: styles and nothing else, in a sandbox. */
const PREVIEW_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; sandbox";
const NOBODY = {
  unsubscribeUrl: 'https://example.invalid/u/preview',
  preferencesUrl: 'https://example.invalid/p/preview',
};

/** Looking at an edition as a mail, and sending it. */
@ApiTags('editions')
@ApiBearerAuth()
@Controller('api/admin/editions/:id')
export class EditionSendingController {
  constructor(
    private readonly reader: EditionReader,
    private readonly sender: EditionSender,
    private readonly tests: TestSender,
  ) {}

  @Get('preview')
  @ApiOperation({ summary: 'The mail as HTML, text or MJML; json has all of them with size and warnings' })
  async preview(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: previewQuerySchema }) query: PreviewQuery,
    @Res() response: Response,
  ): Promise<void> {
    const compiled = await this.reader.preview(id, query.locale);
    const filled = fillSlots(compiled, NOBODY);
    if (query.format === 'json') {
      response.json({ ...compiled, ...filled });
      return;
    }
    if (query.format === 'html') response.setHeader('Content-Security-Policy', PREVIEW_CSP);
    const body = { html: filled.html, text: filled.text, mjml: compiled.mjml }[query.format];
    response.type(query.format === 'html' ? 'html' : 'text').send(body);
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send one locale to at most five addresses, marked as a test; the ledger is not touched' })
  async test(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: testSendSchema }) body: TestSend) {
    const content = await this.reader.preview(id, body.locale);
    return { results: await this.tests.send({ content, editionId: id, to: body.to }) };
  }

  @Post('send')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send an approved edition now or at a time' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: '1–200 visible ASCII characters; a repeat gets the first answer.',
  })
  @ApiResponse({ status: 202, standardSchema: sendOutcomeSchema })
  @ApiResponse({ status: 409, description: 'edition.not-approved, or edition.broken-quotes with the list.' })
  send(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: sendEditionSchema }) body: SendEdition,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    const at = body.at === undefined ? undefined : new Date(body.at);
    return this.sender.send(id, { at }, key, ADMIN_ACTOR);
  }
}
