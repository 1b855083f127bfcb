import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { deliveryOf } from '#src/domain/delivery/message-id.js';
import { ComplaintDesk, type TakenComplaint } from './complaint.desk.js';

const complaintSchema = z
  .strictObject({
    messageId: z
      .string()
      .max(300)
      .transform((id, context) => {
        const deliveryId = deliveryOf(id);
        if (deliveryId !== undefined) return deliveryId;
        context.addIssue({ code: 'custom', message: 'is no Message-ID of a digest: <d.{delivery id}@{domain}>' });
        return z.NEVER;
      })
      .describe('Message-ID of the mail that was complained about, as the report quotes it.'),
    source: z.string().trim().min(1).max(100).default('operator').describe('Who reported it, e.g. yahoo-cfl.'),
  })
  .meta({ id: 'Complaint' });
const takenSchema = z
  .strictObject({
    deliveryId: z.uuid(),
    editionId: z.uuid(),
    isNew: z.boolean().describe('False when this delivery was complained about before.'),
    gate: z.enum(['open', 'warn', 'pause']).describe('`pause`: too many complaints; the run has been stopped.'),
  })
  .meta({ id: 'TakenComplaint' });

/** Spam reports that reach the operator by mail or by a provider's page. */
@ApiTags('feedback')
@ApiBearerAuth()
@Controller('api/admin/complaints')
export class ComplaintsController {
  constructor(private readonly desk: ComplaintDesk) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a complaint: the address is suppressed for good, and the run pauses at 0.2 %' })
  @ApiResponse({ status: 200, standardSchema: takenSchema })
  take(@Body({ schema: complaintSchema }) body: z.output<typeof complaintSchema>): Promise<TakenComplaint> {
    return this.desk.take(body.messageId, body.source, ADMIN_ACTOR);
  }
}
