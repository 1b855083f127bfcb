import { LEAVE_REASONS, leaveReasonCounts, MOST_WORDS, readLeaveAnswer } from './leave-reason.js';

describe('what a reader says on leaving', () => {
  it.each(LEAVE_REASONS)('is %s without more words', (reason) => {
    expect(readLeaveAnswer({ reason, words: ' \r\n ' })).toEqual({ reason, words: null });
  });

  it('counts a line end once, however the form sends it', () => {
    const words = `${'写'.repeat(MOST_WORDS - 3)}\r\nab`;
    expect(readLeaveAnswer({ reason: 'other', words })).toEqual({
      reason: 'other',
      words: words.replace('\r\n', '\n'),
    });
    expect(readLeaveAnswer({ reason: 'other', words: `${words}c` })).toBe('too-long');
  });

  it('is another reason when only words were written, or a reason that is not on the list', () => {
    expect(readLeaveAnswer({ words: 'moved on' })).toEqual({ reason: 'other', words: 'moved on' });
    expect(readLeaveAnswer({ reason: 'toString', words: 'moved on' })).toEqual({ reason: 'other', words: 'moved on' });
  });

  it.each([{}, { reason: '' }, { reason: '__proto__', words: '' }])('is nothing in %j', (form) => {
    expect(readLeaveAnswer(form)).toBe('nothing');
  });

  it('is counted by reason, also by those that nobody gave', () => {
    expect(leaveReasonCounts([{ reason: 'quality', count: 2 }])).toEqual({
      ...Object.fromEntries(LEAVE_REASONS.map((reason) => [reason, 0])),
      quality: 2,
    });
  });
});
