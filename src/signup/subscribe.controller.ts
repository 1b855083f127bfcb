import { Body, Controller, Get, HttpCode, Options, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '#src/auth/index.js';
import { suggestAddress } from '#src/domain/address/suggest-address.js';
import { CURRENT_WORDING } from '#src/domain/consent/wording.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { AddressBook, Wordings } from '#src/subscribers/index.js';
import { Challenges } from './challenges.js';
import { clientOf } from './client.js';
import { SignupDesk } from './signup.desk.js';
import { subscribedSchema, subscribeOfferQuerySchema, subscribeOfferSchema, subscribeSchema } from './subscribe.dto.js';
import type { SubscribeBody } from './subscribe.dto.js';

const ANSWER = {
  status: 'accepted',
  message: 'If the address can be subscribed, a mail with a link is on its way.',
} as const;

/** The subscribe form for programs, with the guards of the page. */
@ApiTags('subscribe')
@Public()
@Controller('api/subscribe')
export class SubscribeController {
  constructor(
    private readonly desk: SignupDesk,
    private readonly challenges: Challenges,
    private readonly wordings: Wordings,
    private readonly addresses: AddressBook,
  ) {}

  /** What a browser asks before it posts JSON to another site; the headers answer. */
  @Options()
  @HttpCode(204)
  @ApiExcludeEndpoint()
  preflight(): void {
    return;
  }

  @Get()
  @ApiOperation({ summary: 'A challenge to work on, and the texts that must be shown' })
  @ApiResponse({ status: 200, standardSchema: subscribeOfferSchema })
  offer(
    @Query({ schema: subscribeOfferQuerySchema }) { locale }: z.output<typeof subscribeOfferQuerySchema>,
  ): z.output<typeof subscribeOfferSchema> {
    const { challenge, bits, expiresAt } = this.challenges.issue();
    const version = CURRENT_WORDING;
    return {
      challenge,
      bits,
      expiresAt: expiresAt.toISOString(),
      wording: {
        version,
        locale,
        newsletter: this.wordings.text(version, 'newsletter', locale),
        personalisation: this.wordings.text(version, 'personalisation', locale),
        openClickTracking: this.wordings.text(version, 'open-click-tracking', locale),
      },
    };
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for the newsletter; the same answer whoever the address belongs to' })
  @ApiResponse({ status: 202, standardSchema: subscribedSchema })
  @ApiResponse({ status: 400, description: 'A field is faulty; `errors` names it.' })
  @ApiResponse({ status: 422, description: '`signup.proof`: the proof is missing, wrong, expired or used.' })
  @ApiResponse({ status: 429, description: '`signup.limited`: too many requests from this network; Retry-After.' })
  async subscribe(
    @Body({ schema: subscribeSchema }) body: SubscribeBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<z.output<typeof subscribedSchema>> {
    const { email, locale, personalisation, openClickTracking, wording, form, website, proof } = body;
    if (proof.nonce === '') throw unproved();
    const outcome = await this.desk.take({
      address: this.addresses.readNewOrRefuse(email),
      locale,
      options: [
        ...(personalisation ? (['personalisation'] as const) : []),
        ...(openClickTracking ? (['open-click-tracking'] as const) : []),
      ],
      wording,
      source: 'json',
      form,
      client: clientOf(request),
      proof,
      trap: website,
    });
    if (outcome.kind === 'unproved') throw unproved();
    const suggestion = suggestAddress(email.trim());
    if (outcome.kind === 'taken') return suggestion === undefined ? ANSWER : { ...ANSWER, suggestion };
    response.set('Retry-After', String(outcome.retryAfterSeconds));
    throw new AppError(429, 'signup.limited', 'Too many requests from this network; try again later.');
  }
}

function unproved(): AppError {
  const message = 'is missing, wrong, expired or used; GET /api/subscribe gives another challenge';
  return new AppError(422, 'signup.proof', `The proof ${message}.`, { errors: [{ field: 'proof', message }] });
}
