import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { ADMIN_ACTOR } from '#src/auth/index.js';
import { SubscriberDesk } from './subscriber.desk.js';
import {
  createSubscriberSchema,
  findSubscriberSchema,
  patchSubscriberSchema,
  subscriberListQuerySchema,
  subscriberListSchema,
  subscriberOutSchema,
  subscriberStatsSchema,
  type CreateSubscriber,
  type PatchSubscriber,
  type SubscriberListQuery,
} from './subscriber.dto.js';

@ApiTags('subscribers')
@ApiBearerAuth()
@Controller('api/admin/subscribers')
export class SubscribersController {
  constructor(private readonly desk: SubscriberDesk) {}

  @Post()
  @ApiOperation({ summary: 'Add a person who has agreed to get the digest' })
  @ApiResponse({ status: 201, standardSchema: subscriberOutSchema })
  @ApiResponse({ status: 200, description: 'Already there, unchanged.', standardSchema: subscriberOutSchema })
  @ApiResponse({ status: 400, description: 'subscriber.faulty-address: `errors[0].code` says why.' })
  @ApiResponse({
    status: 409,
    description: 'subscriber.left or subscriber.suppressed: only the person themselves can come back.',
  })
  async create(
    @Body({ schema: createSubscriberSchema }) body: CreateSubscriber,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { isNew, subscriber } = await this.desk.create(body, ADMIN_ACTOR);
    response.status(isNew ? 201 : 200);
    return subscriber;
  }

  @Get()
  @ApiOperation({ summary: 'Subscribers, newest first' })
  @ApiResponse({ status: 200, standardSchema: subscriberListSchema })
  list(@Query({ schema: subscriberListQuerySchema }) query: SubscriberListQuery) {
    return this.desk.list(query);
  }

  @Post('find')
  @HttpCode(200)
  @ApiOperation({ summary: 'The subscriber with exactly this address (a POST, so that no address stands in a URL)' })
  @ApiResponse({ status: 200, standardSchema: subscriberOutSchema })
  @ApiResponse({ status: 404, description: 'subscriber.not-found' })
  findByAddress(@Body({ schema: findSubscriberSchema }) body: { email: string }) {
    return this.desk.findByAddress(body.email);
  }

  @Get('stats')
  @ApiOperation({ summary: 'How many people stand where' })
  @ApiResponse({ status: 200, standardSchema: subscriberStatsSchema })
  stats() {
    return this.desk.stats();
  }

  @Get(':id')
  @ApiOperation({ summary: 'One subscriber' })
  @ApiResponse({ status: 200, standardSchema: subscriberOutSchema })
  find(@Param('id', { schema: z.uuid() }) id: string) {
    return this.desk.find(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change name, locale, time zone, or end the subscription' })
  @ApiResponse({ status: 200, standardSchema: subscriberOutSchema })
  @ApiResponse({
    status: 409,
    description: 'subscriber.changed, subscriber.left, subscriber.unconfirmed or subscriber.suppressed.',
  })
  patch(@Param('id', { schema: z.uuid() }) id: string, @Body({ schema: patchSubscriberSchema }) body: PatchSubscriber) {
    return this.desk.patch(id, body, ADMIN_ACTOR);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Erase: the person and their consent log go; a keyed hash stays, so that no import brings them back',
  })
  @ApiResponse({ status: 204 })
  async erase(@Param('id', { schema: z.uuid() }) id: string) {
    await this.desk.erase(id, ADMIN_ACTOR);
  }
}
