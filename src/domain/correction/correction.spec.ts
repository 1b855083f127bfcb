import { wrongReasons } from './correction.schema.js';

const HOLDS = { status: 'confirmed', isSaid: true, isSameClaim: true, areSameWords: true };

describe('what was mailed', () => {
  it('holds while its shift is confirmed, said, and unchanged', () => {
    expect(wrongReasons(HOLDS)).toEqual([]);
  });

  it.each([
    [{ status: 'rejected' }, ['withdrawn']],
    [{ status: 'stale' }, ['withdrawn']],
    [{ status: 'proposed', isSameClaim: false }, ['in-review', 'claim-changed']],
    [{ isSaid: false }, ['no-longer-said']],
    [{ isSameClaim: false, areSameWords: false }, ['claim-changed', 'words-changed']],
  ])('is wrong when %j', (given, reasons) => {
    expect(wrongReasons({ ...HOLDS, ...given })).toEqual(reasons);
  });
});
