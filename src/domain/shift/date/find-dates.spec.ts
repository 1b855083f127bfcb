import { foldText } from '../../text/fold-text.js';
import { findDates } from './find-dates.js';

const anchor = { year: 2025, month: 12, day: 12 };
const read = (text: string, withAnchor = true) =>
  findDates(foldText(text), text, { anchor: withAnchor ? anchor : null });

describe('reading dates', () => {
  it.each([
    ['2026年春季', '2026-03-01', '2026-05-31', 'season'],
    ['2025年7月底', '2025-07-21', '2025-07-31', 'part_of_month'],
    ['2025年夏季', '2025-06-01', '2025-08-31', 'season'],
    ['未来三年(即从2025年到2027年)', '2025-01-01', '2027-12-31', 'range'],
    ['2025年10月', '2025-10-01', '2025-10-31', 'month'],
    ['2026年第二季度', '2026-04-01', '2026-06-30', 'quarter'],
    ['2027年上半年', '2027-01-01', '2027-06-30', 'half'],
    ['2025年', '2025-01-01', '2025-12-31', 'year'],
    ['2026年2月24日', '2026-02-24', '2026-02-24', 'day'],
    ['2026年冬季', '2026-12-01', '2027-02-28', 'season'],
    ['from 2025 to 2027', '2025-01-01', '2027-12-31', 'range'],
    ['January 15, 2027', '2027-01-15', '2027-01-15', 'day'],
    ['3 November 2026', '2026-11-03', '2026-11-03', 'day'],
    ['the second quarter of 2027', '2027-04-01', '2027-06-30', 'quarter'],
    ['Q3 2026', '2026-07-01', '2026-09-30', 'quarter'],
    ['late July 2026', '2026-07-21', '2026-07-31', 'part_of_month'],
    ['spring 2026', '2026-03-01', '2026-05-31', 'season'],
    ['2026-02-28', '2026-02-28', '2026-02-28', 'day'],
  ])('%s needs no publication day', (text, start, end, precision) => {
    expect(read(text, false)).toEqual([expect.objectContaining({ text, start, end, precision, relative: false })]);
  });

  it.each([
    ['2月24日', '2026-02-24', '2026-02-24', 'day'],
    ['今年', '2025-01-01', '2025-12-31', 'year'],
    ['明年春季', '2026-03-01', '2026-05-31', 'season'],
    ['12月', '2025-12-01', '2025-12-31', 'month'],
    ['下个月', '2026-01-01', '2026-01-31', 'month'],
    ['上周五', '2025-12-05', '2025-12-05', 'day'],
    ['三个月前', '2025-09-01', '2025-09-30', 'month'],
    ['August 29', '2025-08-29', '2025-08-29', 'day'],
    ['Monday', '2025-12-08', '2025-12-08', 'day'],
    ['next spring', '2026-03-01', '2026-05-31', 'season'],
    ['last spring', '2025-03-01', '2025-05-31', 'season'],
    ['last month', '2025-11-01', '2025-11-30', 'month'],
    ['yesterday', '2025-12-11', '2025-12-11', 'day'],
  ])('%s is resolved against the publication day, else unknown', (text, start, end, precision) => {
    expect(read(text)).toEqual([
      expect.objectContaining({ start, end, precision, relative: true, anchor: '2025-12-12' }),
    ]);
    expect(read(text, false)).toEqual([
      expect.objectContaining({ text, start: null, end: null, precision: 'unknown' }),
    ]);
  });

  it('does not guess what a broken date meant', () => {
    expect(read('在2025年本月早些时候')[0]).toMatchObject({
      text: '2025年本月早些时候',
      start: null,
      end: null,
      precision: 'unknown',
    });
    expect(read('2026财年')[0]?.precision).toBe('unknown');
  });

  it('keeps an open beginning open', () => {
    expect(read('持续到2026年的投资')[0]).toMatchObject({ start: null, end: '2026-12-31' });
  });

  it('reads a duration from the publication day', () => {
    expect(read('over the next three years')[0]).toMatchObject({ start: '2025-12-12', precision: 'duration' });
    expect(read('未来三年', false)[0]).toMatchObject({ start: null, end: null, precision: 'duration' });
  });

  it.each(['10个月', '5万日元', '2025系列', 'may launch', '版本2.0', '2026年2月30日的'])(
    'finds no day in %s',
    (text) => {
      expect(read(text).filter((date) => date.precision === 'day')).toEqual([]);
    },
  );
});
