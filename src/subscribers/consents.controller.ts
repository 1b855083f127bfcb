import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { consentListSchema } from './consent.dto.js';
import { ConsentLog } from './consent-log.js';
import { SubscriberDesk } from './subscriber.desk.js';

@ApiTags('subscribers')
@ApiBearerAuth()
@Controller('api/admin/subscribers/:id/consents')
export class ConsentsController {
  constructor(
    private readonly log: ConsentLog,
    private readonly desk: SubscriberDesk,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What a person agreed to, when, where and in which words; the proof of their consent' })
  @ApiResponse({ status: 200, standardSchema: consentListSchema })
  @ApiResponse({ status: 404, description: 'subscriber.not-found' })
  async list(@Param('id', { schema: z.uuid() }) id: string): Promise<z.infer<typeof consentListSchema>> {
    await this.desk.find(id);
    return { items: await this.log.list(id) };
  }
}
