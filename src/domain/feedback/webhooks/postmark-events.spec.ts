import { readPostmarkEvent } from './postmark-events.js';

const read = (event: object) => readPostmarkEvent({ MessageID: 'p', ...event });
const bounce = (Type: string, Details = '') => ({ RecordType: 'Bounce', ID: 7, Type, Details, Email: 'a@b.example' });

describe('an event of Postmark', () => {
  it.each([
    [bounce('HardBounce'), 'hard'],
    [bounce('HardBounce', '550 5.7.1 listed'), 'block'],
    [bounce('BadEmailAddress'), 'hard'],
    [bounce('SoftBounce'), 'soft'],
    [bounce('SoftBounce', '550 5.1.1 unknown'), 'soft'],
    [bounce('DnsError'), 'soft'],
    [bounce('Transient'), 'delayed'],
    [bounce('Blocked'), 'block'],
    [bounce('SpamNotification'), 'block'],
    [bounce('ManuallyDeactivated'), 'block'],
    [bounce('AutoResponder'), 'auto-reply'],
    [bounce('AddressChange'), 'auto-reply'],
    [bounce('SpamComplaint'), 'complaint'],
    [bounce('Unsubscribe'), 'unsubscribe'],
    [{ RecordType: 'SpamComplaint', ID: 8 }, 'complaint'],
    [{ RecordType: 'Delivery', DeliveredAt: '2026-01-01T00:00:00Z' }, 'delivered'],
    [
      {
        RecordType: 'SubscriptionChange',
        SuppressSending: true,
        SuppressionReason: 'ManualSuppression',
        Origin: 'Recipient',
      },
      'unsubscribe',
    ],
    [
      { RecordType: 'SubscriptionChange', SuppressSending: true, SuppressionReason: 'HardBounce', Origin: 'Recipient' },
      'hard',
    ],
  ])('%j is %s', (event, kind) => {
    expect(read(event).reports.map((report) => report.kind)).toEqual([kind]);
  });

  it('has an id of its own, by the bounce or by the mail', () => {
    expect(read(bounce('HardBounce')).reports[0]?.externalId).toBe('Bounce.7');
    const delivery = {
      RecordType: 'Delivery',
      DeliveredAt: '2026-01-01T00:00:00Z',
      Recipient: 'a@b.example',
      Metadata: { 'message-id': '<d.x@y>' },
    };
    expect(read(delivery).reports[0]).toMatchObject({
      externalId: 'Delivery.p.2026-01-01T00:00:00Z',
      messageId: '<d.x@y>',
      providerMessageId: 'p',
      recipient: 'a@b.example',
    });
  });

  it.each([
    [{ RecordType: 'Open' }, { ignored: 1 }],
    [{ RecordType: 'SubscriptionChange', SuppressSending: false }, { ignored: 1 }],
    [
      {
        RecordType: 'SubscriptionChange',
        SuppressSending: true,
        SuppressionReason: 'ManualSuppression',
        Origin: 'Admin',
      },
      { ignored: 1 },
    ],
    [bounce('Subscribe'), { unreadable: 1 }],
    [bounce('constructor'), { unreadable: 1 }],
    [{ RecordType: 'New' }, { unreadable: 1 }],
    [{ RecordType: 7 }, { unreadable: 1 }],
  ])('%j is counted', (event, counted) => {
    expect(read(event)).toMatchObject({ reports: [], ...counted });
  });
});
