import { publishedAt } from './published-at.js';
import { readDate } from './read-date.js';

const iso = (text: string, zone = 'UTC') => readDate(text, zone)?.toISOString() ?? null;

describe('a date of a feed', () => {
  it.each([
    ['2023-05-30 12:00:33', 'Asia/Shanghai', '2023-05-30T04:00:33.000Z'],
    ['Mon, 03 Dec 2018 13:03:47 PST', 'UTC', '2018-12-03T21:03:47.000Z'],
    ['Fri, 31 Mar 2023 20:19:00 America/Los_Angeles', 'UTC', new Date(1_680_319_140_000).toISOString()],
    ['Sat, Oct 28 2023 08:28:28 PM', 'America/New_York', '2023-10-29T00:28:28.000Z'],
    ['Di, 23 Jan 2018 06:30:00 +0100', 'UTC', '2018-01-23T05:30:00.000Z'],
    ['Nov. 2020', 'UTC', '2020-11-01T00:00:00.000Z'],
    ['1520932969', 'UTC', '2018-03-13T09:22:49.000Z'],
    ['1520932969123', 'UTC', '2018-03-13T09:22:49.123Z'],
    ['2020-11-08T16:20:00-05:00Z', 'UTC', '2020-11-08T21:20:00.000Z'],
    ['Thurs, 15 Oct 2020 00:00:39 +0000', 'UTC', '2020-10-15T00:00:39.000Z'],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Asia/Tokyo', '1994-11-06T08:49:37.000Z'],
    ['6 Nov 94 08:49 GMT', 'UTC', '1994-11-06T08:49:00.000Z'],
    ['2024-02-29T23:59:60Z', 'UTC', '2024-02-29T23:59:59.000Z'],
    ['2024-06-01T08:00:00.123456+08:00', 'UTC', '2024-06-01T00:00:00.000Z'],
    ['2024-06-01T08:00+0800', 'UTC', '2024-06-01T00:00:00.000Z'],
    ['20240601T080000Z', 'UTC', '2024-06-01T08:00:00.000Z'],
    ['2024-06-01', 'Asia/Shanghai', '2024-05-31T16:00:00.000Z'],
    ['2024/6/1 8:05', 'Asia/Shanghai', '2024-06-01T00:05:00.000Z'],
    ['2024年6月1日 08:05', 'Asia/Shanghai', '2024-06-01T00:05:00.000Z'],
    ['2024年06月01日08时05分', 'Asia/Shanghai', '2024-06-01T00:05:00.000Z'],
    ['发布时间：2024-06-01 08:05:09 来源：某网', 'Asia/Shanghai', '2024-06-01T00:05:09.000Z'],
    ['２０２４－０６－０１ ０８：０５', 'UTC', '2024-06-01T08:05:00.000Z'],
    ['Sat Oct 28 08:28:28 CST 2023', 'Asia/Shanghai', '2023-10-28T00:28:28.000Z'],
    ['Sat Oct 28 08:28:28 CST 2023', 'America/Chicago', '2023-10-28T14:28:28.000Z'],
    ['28 octobre 2023 08:00 CEST', 'UTC', '2023-10-28T06:00:00.000Z'],
    ['28. Dezember 2023, 08:00 Uhr', 'Europe/Berlin', '2023-12-28T07:00:00.000Z'],
    ['October 28th, 2023', 'UTC', '2023-10-28T00:00:00.000Z'],
    ['Oct 28, 2023 at 5:07 p.m. ET', 'UTC', '2023-10-28T22:07:00.000Z'],
    ['28-Oct-2023 17:07:00 GMT+8', 'UTC', '2023-10-28T09:07:00.000Z'],
    ['10/28/2023 12:15 AM', 'UTC', '2023-10-28T00:15:00.000Z'],
    ['28/10/2023', 'UTC', '2023-10-28T00:00:00.000Z'],
    ['28.10.2023 09:00', 'UTC', '2023-10-28T09:00:00.000Z'],
    ['Wed, 02 Oct 2002 15:00:00 +0200 (CEST)', 'UTC', '2002-10-02T13:00:00.000Z'],
    ['2024-07-01 09:00:00', 'America/New_York', '2024-07-01T13:00:00.000Z'],
    ['2024-01-01 09:00:00', 'America/New_York', '2024-01-01T14:00:00.000Z'],
    ['2024-11-03 01:30:00', 'America/New_York', '2024-11-03T05:30:00.000Z'],
    ['2024-03-10 02:30:00', 'America/New_York', '2024-03-10T07:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(iso(text, zone)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '03/04/2020',
    '2020-13-01',
    '2023-02-30',
    '31 Feb 2023',
    '99999999999999',
    '2024-06-01 25:70',
    '0001-01-01',
    'x'.repeat(5_000),
  ])('nothing is made up from "%s"', (text) => {
    expect(readDate(text, 'UTC')).toBeUndefined();
  });
});

describe('the time of publication', () => {
  const known = { zone: 'Asia/Shanghai', fetchedAt: new Date('2023-05-30T04:10:00Z'), from: 'feed' as const };

  it('is what the feed says', () => {
    expect(publishedAt(['2023-05-30 12:00:33'], known)).toEqual({
      at: new Date('2023-05-30T04:00:33Z'),
      source: 'feed',
    });
    expect(publishedAt([null, 'soon', '2023-05-30'], known)).toMatchObject({ at: new Date('2023-05-29T16:00:00Z') });
  });

  it('is never in the future', () => {
    expect(publishedAt(['2023-05-30 12:00:33'], { ...known, zone: 'UTC' })).toEqual({
      at: known.fetchedAt,
      source: 'fetched',
      warning: 'date-in-future',
    });
    // A clock that is a few minutes fast.
    expect(publishedAt(['2023-05-30T04:15:00Z'], known)).toEqual({ at: known.fetchedAt, source: 'feed' });
  });

  it('is that of the fetch when nothing can be read, and the source says so', () => {
    expect(publishedAt(['soon'], known)).toEqual({
      at: known.fetchedAt,
      source: 'fetched',
      warning: 'date-unreadable',
    });
    expect(publishedAt([undefined, ''], known)).toEqual({ at: known.fetchedAt, source: 'fetched' });
  });
});
