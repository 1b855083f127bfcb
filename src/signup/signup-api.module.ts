import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { SignupModule } from './signup.module.js';
import { SubscribeController } from './subscribe.controller.js';

/** Any site may call it: no cookie or login is involved, so there is nothing that a foreign page could borrow. */
const OPEN_TO_ALL = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Access-Control-Max-Age': '86400',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'no-store',
};

@Module({ imports: [SignupModule], controllers: [SubscribeController] })
export class SignupApiModule implements NestModule {
  /** On refusals, too: a form that cannot read its errors cannot show them. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: Request, response: Response, next: NextFunction) => {
        response.set(OPEN_TO_ALL);
        next();
      })
      .forRoutes(SubscribeController);
  }
}
