import { tallyChange, type CountedFetch } from './tally.js';

const fetch = (what: CountedFetch['what'], linkId: number, verdict: CountedFetch['verdict'] = null): CountedFetch => ({
  what,
  linkId,
  verdict,
});
const none = { humanReaders: 0, humanTotal: 0, machineReaders: 0, machineTotal: 0 };

describe('the change of the figures', () => {
  it('counts a reader once and every fetch, by link and for all links', () => {
    const fetches = [fetch('open', 0), fetch('open', 0), fetch('click', 1), fetch('click', 1), fetch('click', 2)];
    expect(tallyChange(fetches, ['human', 'machine', 'human', 'human', 'human'])).toEqual([
      { what: 'open', linkId: 0, humanReaders: 1, humanTotal: 1, machineReaders: 1, machineTotal: 1 },
      { ...none, what: 'click', linkId: 0, humanReaders: 1, humanTotal: 3 },
      { ...none, what: 'link', linkId: 1, humanReaders: 1, humanTotal: 2 },
      { ...none, what: 'link', linkId: 2, humanReaders: 1, humanTotal: 1 },
    ]);
  });

  it('keeps the canary out of the clicks', () => {
    expect(tallyChange([fetch('canary', 9)], ['machine'])).toEqual([
      { ...none, what: 'link', linkId: 9, machineReaders: 1, machineTotal: 1 },
    ]);
  });

  it('is nothing when nothing has changed', () => {
    expect(tallyChange([fetch('click', 1, 'human'), fetch('open', 0, 'machine')], ['human', 'machine'])).toEqual([]);
    expect(tallyChange([], [])).toEqual([]);
  });

  it('adds no reader for another fetch of the same', () => {
    expect(tallyChange([fetch('open', 0, 'human'), fetch('open', 0)], ['human', 'human'])).toEqual([
      { ...none, what: 'open', linkId: 0, humanTotal: 1 },
    ]);
  });

  it('takes back what turns out to be a machine’s', () => {
    expect(tallyChange([fetch('open', 0, 'human'), fetch('open', 0, 'human')], ['machine', 'machine'])).toEqual([
      { what: 'open', linkId: 0, humanReaders: -1, humanTotal: -2, machineReaders: 1, machineTotal: 2 },
    ]);
  });
});
