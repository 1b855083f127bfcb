import { MOVES_TO_BELIEVE, nextMove, nextPollSeconds, verdictOf } from './poll-verdict.js';
import { retryAfterSeconds } from './retry-after.js';
import { conditionalHeaders, nextValidators, NO_VALIDATORS } from './validators.js';

const now = new Date('2026-11-27T09:00:00Z');
const url = 'https://one.example/feed';
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const after = (headers: Record<string, string>, status = 200, before = NO_VALIDATORS) =>
  nextValidators(before, { status, headers, url }, now);

describe('a conditional request', () => {
  it.each(['"abc"', 'W/"abc"', '"abc-gzip"', '"a:b;c=d"', 'abc'])('echoes the ETag %s byte for byte', (etag) => {
    expect(conditionalHeaders(after({ etag }), url, now)).toEqual({ 'if-none-match': etag });
  });

  it('echoes Last-Modified as it was written', () => {
    const text = 'Fri, 27 Nov 2026 08:00:00 +0000';
    expect(conditionalHeaders(after({ 'last-modified': text }), url, now)).toEqual({ 'if-modified-since': text });
  });

  it('keeps what a 304 repeats, and what it leaves out', () => {
    const first = after({ etag: '"1"', 'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT' });
    expect(after({}, 304, first)).toEqual(first);
    expect(after({ etag: '"2"' }, 304, first)).toEqual({ ...first, etag: '"2"' });
  });

  it('forgets what a full answer leaves out', () => {
    expect(
      after({ etag: '"2"' }, 200, after({ etag: '"1"', 'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT' })),
    ).toMatchObject({
      etag: '"2"',
      lastModified: null,
    });
  });

  it.each([
    [{ 'last-modified': 'Sun, 01 Dec 2041 16:00:00 GMT' }],
    [{ 'last-modified': 'never' }],
    [{ etag: '' }],
    [{ etag: '""' }],
    [{ etag: '"a\u0001b"' }],
    [{ etag: `"${'x'.repeat(600)}"` }],
  ])('drops validators that would never let a change through: %j', (headers) => {
    expect(conditionalHeaders(after(headers as never), url, now)).toEqual({});
  });

  it('is not made to another URL than the one that gave the validators', () => {
    expect(conditionalHeaders({ ...after({ etag: '"1"' }), of: 'https://two.example/feed' }, url, now)).toEqual({});
  });

  it('is made whole once a week, however often the server says "nothing new"', () => {
    const first = after({ etag: '"1"' });
    expect(conditionalHeaders(first, url, later(6))).not.toEqual({});
    const still = nextValidators(first, { status: 304, headers: {}, url }, later(6));
    expect(conditionalHeaders(still, url, later(8))).toEqual({});
  });
});

describe('an answer', () => {
  it.each([
    [200, {}, { kind: 'fresh' }],
    [304, {}, { kind: 'unchanged' }],
    [410, {}, { kind: 'gone' }],
    [429, { 'retry-after': '120' }, { kind: 'later', seconds: 120 }],
    [429, {}, { kind: 'later', seconds: undefined }],
    [503, { 'retry-after': 'Fri, 27 Nov 2026 09:10:00 GMT' }, { kind: 'later', seconds: 600 }],
    [503, {}, { kind: 'failed', code: 'http.503' }],
    [404, {}, { kind: 'failed', code: 'http.404' }],
    [204, {}, { kind: 'failed', code: 'http.204' }],
  ])('%i %j means %j', (status, headers, expected) => {
    expect(verdictOf({ status, headers: headers as never }, now)).toEqual(expected);
  });

  it.each([
    ['0', 0],
    ['99999999', 604_800],
    ['Thu, 26 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('with Retry-After %s asks for %s seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe('a permanent move', () => {
  const hop = (status: number, to = 'https://two.example/feed') => ({ status, from: url, to });
  it('is believed after the same one has been seen three times in a row', () => {
    let move = { to: null as string | null, times: 0 };
    for (let time = 0; time < MOVES_TO_BELIEVE; time += 1) move = nextMove(move, [hop(time === 1 ? 308 : 301)]);
    expect(move).toEqual({ to: 'https://two.example/feed', times: 3 });
    expect(nextMove(move, [hop(301, 'https://three.example/')])).toEqual({ to: 'https://three.example/', times: 1 });
    expect(nextMove(move, [])).toEqual({ to: null, times: 0 });
  });

  it('is none when one of its hops is for now only', () => {
    expect(nextMove({ to: null, times: 0 }, [hop(301), hop(302)])).toEqual({ to: null, times: 0 });
  });
});

describe('the next visit', () => {
  it('is due after the interval, spread a little', () => {
    expect(nextPollSeconds(3_600, { failures: 0 }, 0)).toBe(3_600);
    expect(nextPollSeconds(3_600, { failures: 0 }, 0.999)).toBeLessThanOrEqual(3_960);
  });

  it('waits longer with each failure, a day at most, and is never given up', () => {
    const waits = [1, 2, 3, 4, 5, 500].map((failures) => nextPollSeconds(3_600, { failures }, 0));
    expect(waits).toEqual([7_200, 14_400, 28_800, 57_600, 86_400, 86_400]);
    expect(nextPollSeconds(604_800, { failures: 3 }, 0)).toBe(604_800);
  });

  it('is when the server said, if that is later', () => {
    expect(nextPollSeconds(900, { failures: 0, askedSeconds: 7_200 }, 0.5)).toBe(7_200);
    expect(nextPollSeconds(900, { failures: 0, askedSeconds: 60 }, 0)).toBe(900);
  });
});
