import { Recent } from './recent.js';

describe('what was asked for last', () => {
  it('is made once, also for many who ask at the same time', async () => {
    const recent = new Recent<number>(2);
    let made = 0;
    const make = () => Promise.resolve(++made);
    expect(await Promise.all([recent.get('a', make), recent.get('a', make)])).toEqual([1, 1]);
    expect(await recent.get('a', make)).toBe(1);
  });

  it('pushes out what nobody asked for', async () => {
    const recent = new Recent<string>(2);
    const get = (key: string, value: string) => recent.get(key, () => Promise.resolve(value));
    await get('a', 'a1');
    await get('b', 'b1');
    await get('a', 'a2');
    await get('c', 'c1');
    expect(await Promise.all([get('a', 'a3'), get('c', 'c3')])).toEqual(['a1', 'c1']);
    expect(await get('b', 'b3')).toBe('b3');
  });

  it('is tried again after a failure', async () => {
    const recent = new Recent<string>(2);
    await expect(recent.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await recent.get('a', () => Promise.resolve('back'))).toBe('back');
  });
});
