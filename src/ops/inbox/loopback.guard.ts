import { isIP } from 'node:net';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { AppError } from '#src/foundation/http/app-error.js';

/**
 * The inbox shows other people's mail to whoever looks, so only this machine may look: the connection comes from loopback, no proxy stands in
 * between, and the address in the browser is a loopback name (else a page from elsewhere could point its own name here and read along).
 */
@Injectable()
export class LoopbackGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (isFromThisMachine(context.switchToHttp().getRequest<Request>())) return true;
    throw new AppError(
      403,
      'inbox.loopback-only',
      'The development inbox answers on the machine it runs on only, at http://127.0.0.1.',
    );
  }
}

type Asked = Pick<Request, 'headers'> & { socket: { remoteAddress?: string | undefined } };

export function isFromThisMachine({ headers, socket }: Asked): boolean {
  const isProxied = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (name) => name in headers,
  );
  return !isProxied && isLoopback(socket.remoteAddress ?? '') && isLoopbackName(headers.host ?? '');
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

function isLoopbackName(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || isLoopback(name);
}
