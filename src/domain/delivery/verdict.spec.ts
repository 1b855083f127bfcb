import { enhancedCode, judge, notAsked, type HandOffFailure, type Verdict } from './verdict.js';

const cases: [string, Omit<HandOffFailure, 'reply'>, Verdict][] = [
  ['refuses the connection', { phase: 'connect', code: null }, 'release'],
  ['greets with 421', { phase: 'connect', code: 421 }, 'release'],
  ['has no address', { phase: 'connect', code: null, fault: 'dns' }, 'pause'],
  ['has a bad certificate', { phase: 'connect', code: null, fault: 'tls' }, 'pause'],
  ['refuses us at the door', { phase: 'connect', code: 554 }, 'pause'],
  ['refuses the login', { phase: 'auth', code: 535 }, 'pause'],
  ['knows no login that we know', { phase: 'auth', code: null, fault: 'login' }, 'pause'],
  ['is lost during the login', { phase: 'auth', code: null }, 'release'],
  ['cannot check the login now', { phase: 'auth', code: 454 }, 'release'],
  ['is lost at MAIL', { phase: 'mail', code: null }, 'lost'],
  ['is throttling at MAIL', { phase: 'mail', code: 451 }, 'deferred'],
  ['refuses the sender', { phase: 'mail', code: 550 }, 'pause'],
  ['is greylisting', { phase: 'rcpt', code: 450 }, 'deferred'],
  ['does not know the reader', { phase: 'rcpt', code: 550 }, 'failed'],
  ['is lost at DATA', { phase: 'data', code: null }, 'lost'],
  ['refuses DATA for now', { phase: 'data', code: 421 }, 'deferred'],
  ['refuses DATA', { phase: 'data', code: 554 }, 'failed'],
  ['is lost in the body', { phase: 'body', code: null }, 'deferred'],
  ['is lost after the dot', { phase: 'dot', code: null }, 'uncertain'],
  ['has had enough of this line', { phase: 'mail', code: 421, isGoodbye: true }, 'again'],
  ['defers at the dot', { phase: 'dot', code: 452 }, 'deferred'],
  ['refuses the content', { phase: 'dot', code: 554 }, 'failed'],
  ['says something odd after the dot', { phase: 'dot', code: 354 }, 'uncertain'],
];

describe('a hand-off to a relay that', () => {
  it.each(cases)('%s', (_, failure, verdict) => {
    expect(judge({ reply: '', ...failure }, 'other')).toBe(verdict);
  });
});

it('a provider that blocks us makes the reader wait, whatever its code', () => {
  const failure: HandOffFailure = { phase: 'rcpt', code: 550, reply: '550 Ip frequency limited' };
  expect(judge(failure, 'block')).toBe('deferred');
  expect(judge({ ...failure, phase: 'mail' }, 'block')).toBe('deferred');
});

it('a line too many says nothing about the reader, unless it is said about his address', () => {
  const failure: HandOffFailure = { phase: 'mail', code: 421, reply: '421 too many connections' };
  expect(judge(failure, 'connections')).toBe('lost');
  expect(judge({ ...failure, isGoodbye: true }, 'connections')).toBe('lost');
  expect(judge({ ...failure, phase: 'rcpt' }, 'connections')).toBe('deferred');
  expect(judge({ ...failure, phase: 'connect' }, 'connections')).toBe('release');
});

describe('a relay that was not asked', () => {
  it('is tried again soon, and nobody is blamed', () => {
    expect(judge(notAsked('it is down'), 'other')).toBe('release');
    expect(notAsked('it is down')).toMatchObject({ code: null, reply: 'not asked: it is down', wasAsked: false });
  });
});

describe('the enhanced code', () => {
  it.each([
    ['550 5.1.1 no such user', '5.1.1'],
    ['450-4.2.0 try again', '4.2.0'],
    ['550 no such user', null],
    ['550 10.1.1', null],
  ])('of "%s" is %s', (reply, code) => {
    expect(enhancedCode(reply)).toBe(code);
  });
});
