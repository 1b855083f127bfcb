import { judge } from '#src/domain/delivery/verdict.js';
import type { HandOff } from '../transport.js';
import { failedBy, faultOf } from './provider-failure.js';
import { judgeSes } from './ses-answer.js';

const verdictOf = (handOff: HandOff) => (handOff.outcome === 'failed' ? judge(handOff, 'other') : handOff.outcome);

describe('an HTTP status that is no 2xx', () => {
  it.each([
    [400, 'dot', 554, 'failed'],
    [413, 'dot', 554, 'failed'],
    [422, 'dot', 554, 'failed'],
    [401, 'auth', 535, 'pause'],
    [403, 'auth', 535, 'pause'],
    [301, 'mail', 550, 'pause'],
    [404, 'mail', 550, 'pause'],
    [405, 'mail', 550, 'pause'],
    [429, 'mail', 451, 'deferred'],
    [408, 'mail', 451, 'deferred'],
    [503, 'mail', 451, 'deferred'],
    [409, 'dot', null, 'uncertain'],
    [500, 'dot', null, 'uncertain'],
    [502, 'dot', null, 'uncertain'],
    [504, 'dot', null, 'uncertain'],
    [599, 'dot', null, 'uncertain'],
  ])('%i ends a hand-off at %s with %p: %s', (status, phase, code, verdict) => {
    const handOff = failedBy(faultOf(status), `${status} no`);
    expect(handOff).toMatchObject({ outcome: 'failed', phase, code, reply: expect.stringContaining(`${status} no`) });
    expect(verdictOf(handOff)).toBe(verdict);
  });

  it('carries the enhanced code of a throttled sender', () => {
    expect(failedBy('throttled', '429 slow down')).toMatchObject({ reply: '451 4.7.0 429 slow down' });
  });
});

describe('an answer of SES', () => {
  const refusal = (status: number, type: string) =>
    judgeSes({ status, headers: { 'x-amzn-errortype': type }, body: '{"message":"why for a@shop.example"}' });

  it.each([
    [400, 'MessageRejected', 'dot', 554, 'failed'],
    [400, 'BadRequestException', 'dot', 554, 'failed'],
    [400, 'SomethingNewException', 'dot', 554, 'failed'],
    [400, 'AccountSuspendedException', 'mail', 550, 'pause'],
    [400, 'SendingPausedException', 'mail', 550, 'pause'],
    [400, 'MailFromDomainNotVerifiedException', 'mail', 550, 'pause'],
    [404, 'NotFoundException', 'mail', 550, 'pause'],
    [429, 'TooManyRequestsException', 'mail', 451, 'deferred'],
    [400, 'LimitExceededException', 'mail', 451, 'deferred'],
    [400, 'ThrottlingException', 'mail', 451, 'deferred'],
    [403, 'InvalidSignatureException', 'auth', 535, 'pause'],
    [400, 'UnrecognizedClientException', 'auth', 535, 'pause'],
    [500, 'InternalFailure', 'dot', null, 'uncertain'],
    [503, 'ServiceUnavailable', 'mail', 451, 'deferred'],
  ])('%i %s ends a hand-off at %s with %p: %s', (status, type, phase, code, verdict) => {
    const handOff = refusal(status, `${type}:http://internal.amazon.com/`);
    expect(handOff).toMatchObject({ outcome: 'failed', phase, code, reply: expect.stringContaining(type) });
    expect(verdictOf(handOff)).toBe(verdict);
  });

  it('names its error in the body too', () => {
    const body = '{"__type":"com.amazonaws.sesv2#SendingPausedException","message":"paused"}';
    expect(judgeSes({ status: 400, headers: {}, body })).toMatchObject({
      code: 550,
      reply: '550 400 SendingPausedException paused',
    });
  });

  it('is kept without addresses and within 500 characters', () => {
    expect(refusal(400, 'MessageRejected')).toMatchObject({ reply: '554 400 MessageRejected why for <address>' });
    const long = judgeSes({ status: 400, headers: {}, body: JSON.stringify({ message: 'no '.repeat(2_000) }) });
    expect(long.outcome === 'failed' && long.reply).toHaveLength(500);
  });

  it('is never cut in the middle of an address', () => {
    const addresses = `reader.with.a.long.name@shop.example `.repeat(100);
    for (let shift = 0; shift < 40; shift += 1) {
      const handOff = failedBy('letter', ' '.repeat(shift) + addresses);
      expect(handOff).toMatchObject({ reply: expect.not.stringContaining('read') });
    }
  });

  it('is accepted with the id of SES, and also when it says nothing that can be read', () => {
    expect(judgeSes({ status: 200, headers: {}, body: '{"MessageId":"0100-abc"}' })).toEqual({
      outcome: 'accepted',
      code: 200,
      reply: '200 0100-abc',
    });
    expect(judgeSes({ status: 200, headers: {}, body: '<html>' })).toEqual({
      outcome: 'accepted',
      code: 200,
      reply: '200',
    });
  });
});
