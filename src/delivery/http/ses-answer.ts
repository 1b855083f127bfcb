import { z } from 'zod';
import type { HandOff } from '../transport.js';
import type { ProviderAnswer } from './http-exchange.js';
import { answerText, failedBy, faultOf, isAccepted, type ProviderFault } from './provider-failure.js';

const Accepted = z.object({ MessageId: z.string() });
const Refused = z.object({ __type: z.string(), code: z.string(), message: z.string(), Message: z.string() }).partial();

/**
 * Errors of SES by name (API reference of SendEmail, and the errors common to all AWS services), since most of them share the status 400.
 * The names under `login` are refusals of the signature or of what its key may do.
 */
const FAULTS: Record<Exclude<ProviderFault, 'unsure'>, readonly string[]> = {
  login: [
    'AccessDeniedException',
    'ExpiredTokenException',
    'IncompleteSignature',
    'IncompleteSignatureException',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'NotAuthorized',
    'OptInRequired',
    'RequestExpired',
    'SignatureDoesNotMatch',
    'UnrecognizedClientException',
  ],
  sender: [
    'AccountSuspendedException',
    'MailFromDomainNotVerifiedException',
    'NotFoundException',
    'SendingPausedException',
  ],
  throttled: ['LimitExceededException', 'Throttling', 'ThrottlingException', 'TooManyRequestsException'],
  busy: ['ServiceUnavailable', 'ServiceUnavailableException'],
  letter: ['BadRequestException', 'MessageRejected', 'ValidationError', 'ValidationException'],
};

/** What an answer of SES API v2 to SendEmail means. */
export function judgeSes(answer: ProviderAnswer): HandOff {
  const { status } = answer;
  const said = parsed(answer.body);
  if (isAccepted(status)) {
    const id = Accepted.safeParse(said).data?.MessageId ?? '';
    return { outcome: 'accepted', code: status, reply: answerText(`${status} ${id}`) };
  }
  const error = Refused.safeParse(said).data ?? {};
  const name = nameOf(answer.headers['x-amzn-errortype'] ?? error.__type ?? error.code);
  return failedBy(faultNamed(name) ?? faultOf(status), `${status} ${name} ${error.message ?? error.Message ?? ''}`);
}

/** AWS writes `com.amazonaws.sesv2#MessageRejected` in bodies and `MessageRejected:http://…` in headers. */
function nameOf(type: string | string[] | undefined): string {
  return typeof type === 'string' ? type.replace(/:.*$/, '').replace(/^.*#/, '') : '';
}

function faultNamed(name: string): ProviderFault | undefined {
  const faults = ['login', 'sender', 'throttled', 'busy', 'letter'] as const;
  return faults.find((fault) => FAULTS[fault].includes(name));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
