import { joinName } from './join-name.js';

describe('a name in two parts', () => {
  it.each([
    ['李', '雷', '李雷'],
    ['歐陽', '菲菲', '歐陽菲菲'],
    ['佐々木', 'みゆき', '佐々木みゆき'],
    ['김', '민수', '김민수'],
    ['Doe', 'Jane', 'Jane Doe'],
    ['van der Berg', ' Jan Willem ', 'Jan Willem van der Berg'],
    ['Müller', 'Zoë', 'Zoë Müller'],
    ['王', 'David', 'David 王'],
    ['Иванова', 'Анна', 'Анна Иванова'],
    ['', '雷', '雷'],
    ['Doe', '', 'Doe'],
    [' ', '', ''],
  ])('%j and %j are %j', (family, given, whole) => {
    expect(joinName({ family, given })).toBe(whole);
  });
});
