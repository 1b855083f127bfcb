import { afterFailedTry, type FailedTry } from './transactional-mail.js';
import type { HandOffFailure } from './verdict.js';

const after = (failure: Partial<HandOffFailure>, given: Partial<FailedTry> = {}) =>
  afterFailedTry(
    {
      failure: { phase: 'rcpt', code: null, reply: '', ...failure },
      reason: 'other',
      attempts: 0,
      hasOtherRelay: false,
      ...given,
    },
    300,
    0.5,
  );

describe('a transactional mail', () => {
  it.each<[string, Partial<HandOffFailure>, Partial<FailedTry>, object]>([
    ['a 5xx for its reader', { code: 550 }, {}, { state: 'failed', isTried: true }],
    ['a 4xx', { code: 450 }, {}, { state: 'deferred', isTried: true, retrySeconds: 300 }],
    [
      'a 421 on a line that has carried mail',
      { phase: 'mail', code: 421, isGoodbye: true },
      {},
      { state: 'pending', isTried: false, retrySeconds: 0 },
    ],
    ['a third 4xx', { code: 450 }, { attempts: 2 }, { state: 'deferred', isTried: true, retrySeconds: 3_600 }],
    ['a line lost after the dot', { phase: 'dot' }, {}, { state: 'uncertain', isTried: true }],
    ['a line lost before the body', {}, { attempts: 1 }, { state: 'pending', isTried: true, retrySeconds: 5 }],
    ['a line lost for the fourth time', {}, { attempts: 3 }, { state: 'deferred', isTried: true }],
    ['a relay that is not there', { phase: 'connect' }, {}, { state: 'pending', isTried: false, retrySeconds: 2 }],
    [
      'a provider that blocks us',
      { code: 550 },
      { reason: 'block' },
      { state: 'deferred', isTried: true, retrySeconds: 300 },
    ],
  ])('after %s', (_, failure, given, step) => {
    expect(after(failure, given)).toMatchObject(step);
  });

  it('waits a step of the ladder after a fault of ours, however often, and goes by another relay at once', () => {
    const refused = { phase: 'auth', code: 535 } as const;
    expect(after(refused, { attempts: 5 })).toEqual({ state: 'deferred', isTried: false, retrySeconds: 300 });
    expect(after(refused, { hasOtherRelay: true })).toEqual({ state: 'deferred', isTried: false, retrySeconds: 0 });
  });
});
