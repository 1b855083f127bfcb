import {
  canLiftSuppression,
  judgeAdmission,
  judgeConfirmation,
  judgeStatusChange,
  SUBSCRIBER_STATUSES,
  SUPPRESSION_REASONS,
  type ActBy,
  type StatusVerdict,
  type SubscriberStatus,
} from './standing.js';

describe('adding a person by API or import', () => {
  it('creates whom we do not know', () => {
    expect(judgeAdmission({ status: null, suppression: null })).toBe('create');
  });

  it.each(['pending', 'active'] as const)('finds a person who is %s already there', (status) => {
    expect(judgeAdmission({ status, suppression: null })).toBe('already-there');
  });

  it('never brings back a person who left', () => {
    expect(judgeAdmission({ status: 'unsubscribed', suppression: null })).toBe('left');
  });

  it.each(SUPPRESSION_REASONS)('never adds an address suppressed by %s, whatever else we know of it', (suppression) => {
    for (const status of [null, ...SUBSCRIBER_STATUSES]) {
      expect(judgeAdmission({ status, suppression })).toBe('suppressed');
    }
  });
});

describe('a change of status', () => {
  const table: [SubscriberStatus, 'active' | 'unsubscribed', ActBy, StatusVerdict][] = [
    ['active', 'unsubscribed', 'operator', 'change'],
    ['pending', 'unsubscribed', 'operator', 'change'],
    ['unsubscribed', 'unsubscribed', 'operator', 'same'],
    ['active', 'active', 'operator', 'same'],
    ['unsubscribed', 'active', 'operator', 'left'],
    ['pending', 'active', 'operator', 'unconfirmed'],
    ['active', 'unsubscribed', 'reader', 'change'],
    ['unsubscribed', 'active', 'reader', 'change'],
    ['pending', 'active', 'reader', 'change'],
  ];
  it.each(table)('from %s to %s by the %s: %s', (status, to, by, verdict) => {
    expect(judgeStatusChange({ status, suppression: null }, to, by)).toBe(verdict);
  });

  it.each(SUPPRESSION_REASONS)('to active is refused to everybody while %s suppresses the address', (suppression) => {
    for (const by of ['operator', 'reader'] as const) {
      expect(judgeStatusChange({ status: 'unsubscribed', suppression }, 'active', by)).toBe('suppressed');
      expect(judgeStatusChange({ status: 'active', suppression }, 'unsubscribed', by)).toBe('change');
    }
  });
});

it('a suppression is lifted unless the person is its reason', () => {
  expect(SUPPRESSION_REASONS.filter(canLiftSuppression)).toEqual(['hard-bounce', 'manual']);
});

describe('a confirmation', () => {
  it('enrols, unless the person has left since they asked', () => {
    expect(judgeConfirmation({ suppression: null, hasLeftSince: false })).toBe('enrol');
    expect(judgeConfirmation({ suppression: null, hasLeftSince: true })).toBe('left-since');
  });

  it.each(SUPPRESSION_REASONS)('never enrols an address suppressed by %s', (suppression) => {
    expect(judgeConfirmation({ suppression, hasLeftSince: false })).toBe('suppressed');
  });
});
