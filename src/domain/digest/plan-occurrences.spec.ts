import { planOccurrences } from './plan-occurrences.js';

const digest = {
  schedule: { time: '09:00', zone: 'Asia/Shanghai', days: { each: 'day' } },
  leadMinutes: 720,
  graceMinutes: 180,
} as const;
const day = (date: number, hour: number) => new Date(Date.UTC(2026, 10, date, hour));
/** 09:00 in Shanghai. */
const due = (date: number) => day(date, 1);

describe('planning the due times of a digest', () => {
  it('composes an edition when its due time comes within the lead', () => {
    expect(planOccurrences(digest, day(26, 2), day(26, 12))).toEqual({ compose: [], missed: [], through: day(27, 0) });
    expect(planOccurrences(digest, day(26, 2), day(26, 13)).compose).toEqual([due(27)]);
  });

  it('composes each of them once: what was planned is not planned again', () => {
    const first = planOccurrences(digest, day(26, 2), day(26, 13));
    expect(planOccurrences(digest, first.through, day(26, 14)).compose).toEqual([]);
  });

  it('composes the one that is late within the grace, and the next, and tells the others as missed', () => {
    const plan = planOccurrences(digest, day(20, 0), day(25, 3));
    expect(plan).toEqual({
      compose: [due(25)],
      missed: [due(20), due(21), due(22), due(23), due(24)],
      through: day(25, 15),
    });
  });

  it('composes nothing that is later than the grace', () => {
    expect(planOccurrences(digest, day(24, 2), day(25, 5))).toMatchObject({ compose: [], missed: [due(25)] });
  });

  it('does nothing when the lead was shortened, or without a schedule', () => {
    expect(planOccurrences(digest, day(27, 0), day(25, 0)).through).toEqual(day(27, 0));
    expect(planOccurrences({ ...digest, schedule: null }, day(24, 0), day(25, 0)).compose).toEqual([]);
  });

  it('composes all that come within a lead that is longer than the rhythm', () => {
    const plan = planOccurrences({ ...digest, leadMinutes: 3 * 1_440 }, day(24, 2), day(24, 2));
    expect(plan.compose).toEqual([due(25), due(26), due(27)]);
  });
});
