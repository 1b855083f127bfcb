import { Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { InboundMailDesk } from './inbound-mail.desk.js';
import { inboundMailListSchema, inboundMailQuerySchema, type InboundMailQuery } from './inbound-mail.dto.js';

@ApiTags('feedback')
@ApiBearerAuth()
@Controller('api/admin/inbound-mails')
export class InboundMailController {
  constructor(private readonly desk: InboundMailDesk) {}

  @Get()
  @ApiOperation({
    summary: 'Mails that came back, newest first; `matched=false` for those that nothing could be made of',
  })
  @ApiResponse({ status: 200, standardSchema: inboundMailListSchema })
  list(@Query({ schema: inboundMailQuerySchema }) query: InboundMailQuery) {
    return this.desk.list(query);
  }

  @Get(':id/raw')
  @ApiOperation({ summary: 'The mail as it came, message/rfc822; that it was shown is audited' })
  @ApiResponse({ status: 200, description: 'A download; cut after 524,288 bytes.' })
  @ApiResponse({ status: 404, description: 'inbound-mail.not-found' })
  async raw(@Param('id', { schema: z.uuid() }) id: string) {
    const raw = await this.desk.raw(id, ADMIN_ACTOR);
    return new StreamableFile(raw, { type: 'message/rfc822', disposition: `attachment; filename="${id}.eml"` });
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Read it once more' })
  @ApiResponse({ status: 202 })
  @ApiResponse({ status: 404, description: 'inbound-mail.not-found' })
  @ApiResponse({ status: 409, description: 'inbound-mail.done: it waits already, or has told about a reader.' })
  async retry(@Param('id', { schema: z.uuid() }) id: string) {
    await this.desk.retry(id, ADMIN_ACTOR);
  }
}
