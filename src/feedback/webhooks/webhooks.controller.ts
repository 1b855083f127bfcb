import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '#src/auth/index.js';
import { WEBHOOK_SOURCES } from './webhook-door.js';
import { WebhookIntake } from './webhook-intake.js';

/** Where providers tell what became of mails. Each proves itself in its own way (docs/feedback.md). */
@ApiTags('webhooks')
@Public()
@Controller('hooks')
export class WebhooksController {
  constructor(private readonly intake: WebhookIntake) {}

  @Post(':source')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take events of a mail provider; what was known changes nothing' })
  @ApiParam({ name: 'source', enum: WEBHOOK_SOURCES })
  @ApiResponse({ status: 200, description: 'Taken and stored.' })
  @ApiResponse({ status: 400, description: 'webhook.unreadable' })
  @ApiResponse({ status: 403, description: 'webhook.refused: it is not proved to be the provider’s.' })
  @ApiResponse({ status: 404, description: 'webhook.not-found: this provider is not set up.' })
  async take(@Param('source') source: string, @Req() request: Request): Promise<void> {
    const body: unknown = request.body;
    await this.intake.receive(source, {
      headers: request.headers,
      body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    });
  }
}
