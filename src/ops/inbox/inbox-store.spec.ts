import { InboxStore } from './inbox-store.js';

const message = (bytes: number) => ({
  receivedAt: new Date(0),
  envelopeFrom: 'from@sender.example',
  envelopeTo: ['to@reader.example'],
  raw: Buffer.alloc(bytes),
});
const ids = (store: InboxStore) => store.newestFirst().map(({ id }) => id);

describe('the inbox store', () => {
  it('shows the newest first and finds by number', () => {
    const store = new InboxStore({ maxMessages: 10, maxBytes: 1_000 });
    store.add(message(1));
    store.add(message(2));
    expect(ids(store)).toEqual([2, 1]);
    expect(store.find(1)?.raw).toHaveLength(1);
    expect(store.find(3)).toBeUndefined();
  });

  it('forgets the oldest beyond its number, and counts them all', () => {
    const store = new InboxStore({ maxMessages: 2, maxBytes: 1_000 });
    for (let count = 0; count < 5; count++) store.add(message(1));
    expect(ids(store)).toEqual([5, 4]);
    expect(store.receivedCount).toBe(5);
  });

  it('forgets as many as a large message needs', () => {
    const store = new InboxStore({ maxMessages: 10, maxBytes: 100 });
    for (const bytes of [40, 40, 20, 70]) store.add(message(bytes));
    expect(ids(store)).toEqual([4, 3]);
  });

  it('keeps the newest even when it alone is too large', () => {
    const store = new InboxStore({ maxMessages: 10, maxBytes: 100 });
    store.add(message(10));
    store.add(message(500));
    expect(ids(store)).toEqual([2]);
  });
});
