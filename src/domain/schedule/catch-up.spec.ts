import { catchUp } from './catch-up.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 27, hour));
const HOUR = 3_600;

describe('catching up', () => {
  it('begins nothing when nothing is due', () => {
    expect(catchUp([], at(9), HOUR)).toEqual({ begin: null, missed: [] });
  });

  it('begins the one that is due', () => {
    expect(catchUp([at(9)], at(9), HOUR)).toEqual({ begin: at(9), missed: [] });
  });

  it('begins the latest of ten that were slept through, and marks nine as missed', () => {
    const due = Array.from({ length: 10 }, (_, hour) => at(hour));
    expect(catchUp(due, at(10), HOUR)).toEqual({ begin: at(9), missed: due.slice(0, 9) });
  });

  it('begins nothing beyond the grace, and marks it as missed', () => {
    expect(catchUp([at(7)], at(9), HOUR)).toEqual({ begin: null, missed: [at(7)] });
  });
});
