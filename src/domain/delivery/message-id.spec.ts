import { deliveryOf, messageId, referenceOf, transactionalMessageId } from './message-id.js';

const ID = '018f0000-0000-7000-8000-0000000000ff';

describe('a Message-ID', () => {
  it('names its delivery, with or without brackets', () => {
    expect(messageId(ID, 'news.example')).toBe(`<d.${ID}@news.example>`);
    expect(deliveryOf(`<d.${ID}@news.example>`)).toBe(ID);
    expect(deliveryOf(` d.${ID}@news.example`)).toBe(ID);
  });

  it.each(['', '<abc@news.example>', `<d.${ID}>`, `<d.test.${ID}@news.example>`, `<d.${ID}x@news.example>`])(
    'of somebody else (%s) names none',
    (id) => {
      expect(deliveryOf(id)).toBeUndefined();
    },
  );

  it('tells a mail of another system from a single mail of ours and from no word at all', () => {
    expect(referenceOf(messageId(ID, 'news.example'))).toEqual({ deliveryId: ID, isForeign: false });
    expect(referenceOf(transactionalMessageId(ID, 'news.example'))).toEqual({ deliveryId: null, isForeign: false });
    expect(referenceOf('<order-77@shop.example>')).toEqual({ deliveryId: null, isForeign: true });
    expect(referenceOf(' ')).toEqual({ deliveryId: null, isForeign: false });
    expect(referenceOf(null)).toEqual({ deliveryId: null, isForeign: false });
  });
});
