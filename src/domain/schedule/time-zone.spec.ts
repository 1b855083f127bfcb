import { readTimeZone } from './time-zone.js';

it.each([
  ['Asia/Shanghai', 'Asia/Shanghai'],
  [' asia/taipei ', 'Asia/Taipei'],
  ['utc', 'UTC'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['Etc/GMT+8', 'Etc/GMT+8'],
])('the time zone %j is read as %s', (given, zone) => {
  expect(readTimeZone(given)).toBe(zone);
});

it.each(['', 'Mars/Olympus', '+08:00', 'GMT+8:00', 'Asia/Shanghai; DROP', 'A'.repeat(100), 'Asia/Shanghai\n1'])(
  'the time zone %j is refused',
  (given) => {
    expect(readTimeZone(given)).toBeUndefined();
  },
);
