import { madeAt, timedId } from './challenge-id.js';

describe('an id that says when it was made', () => {
  const at = new Date('2026-11-27T06:30:00.123Z');

  it('gives the moment back, to the millisecond', () => {
    expect(madeAt(timedId(at, Buffer.alloc(10, 0xff)))).toEqual(at);
  });

  it('is a UUID of version 7, and as random as what it was given', () => {
    const id = timedId(at, Buffer.from('00112233445566778899', 'hex'));
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(id).not.toBe(timedId(at, Buffer.from('00112233445566778890', 'hex')));
  });
});
