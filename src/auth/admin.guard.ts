import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { equalSecrets } from '#src/foundation/tokens/tokens.js';
import { PUBLIC } from './public.decorator.js';

/** Deny by default: every route of the process needs the admin token unless it is marked `@Public()`. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'ADMIN_TOKEN'>,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isPublic === true) return true;
    if (holdsBearer(context.switchToHttp().getRequest<Request>(), this.config.ADMIN_TOKEN)) return true;
    throw new AppError(401, 'auth.required', 'Authorization: Bearer <admin token> is required.');
  }
}

/** The API takes a bearer token only: what a browser sends by itself (Basic) would let another site act in its user's name. */
export function holdsBearer(request: Pick<Request, 'headers'>, adminToken: string): boolean {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && value !== undefined && equalSecrets(value, adminToken);
}

/** For pages that are opened in a browser: a bearer token, or HTTP Basic with the token as password. */
export function mayAdminister(request: Pick<Request, 'headers'>, adminToken: string): boolean {
  if (holdsBearer(request, adminToken)) return true;
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || value === undefined) return false;
  const password = Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':');
  return equalSecrets(password, adminToken);
}
