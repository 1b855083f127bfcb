import { Body, Controller, Delete, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { suppressionIdSchema, suppressionOutSchema, suppressSchema } from './subscriber.dto.js';
import { SuppressionDesk } from './suppression.desk.js';

@ApiTags('subscribers')
@ApiBearerAuth()
@Controller('api/admin/suppressions')
export class SuppressionsController {
  constructor(private readonly desk: SuppressionDesk) {}

  @Post()
  @ApiOperation({ summary: 'Never mail this address again, whether or not it is a subscriber’s' })
  @ApiResponse({ status: 201, standardSchema: suppressionOutSchema })
  @ApiResponse({
    status: 200,
    description: 'Suppressed before, with the reason it had.',
    standardSchema: suppressionOutSchema,
  })
  async suppress(
    @Body({ schema: suppressSchema }) body: { email: string },
    @Res({ passthrough: true }) response: Response,
  ) {
    const { isNew, suppression } = await this.desk.suppress(body.email, ADMIN_ACTOR);
    response.status(isNew ? 201 : 200);
    return suppression;
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a suppression back; the person’s own status stays as it is' })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 409, description: 'suppression.final: a complaint or an erasure stays.' })
  async lift(@Param('id', { schema: suppressionIdSchema }) id: string) {
    await this.desk.lift(id, ADMIN_ACTOR);
  }
}
