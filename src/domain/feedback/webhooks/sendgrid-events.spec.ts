import { readSendgridEvents } from './sendgrid-events.js';

const one = (event: object) => readSendgridEvents([{ sg_event_id: 'e', email: 'a@b.example', ...event }]);

describe('an event of SendGrid', () => {
  it.each([
    [{ event: 'bounce', type: 'bounce', status: '5.1.1', reason: '550 5.1.1 unknown' }, 'hard'],
    [{ event: 'bounce' }, 'hard'],
    [{ event: 'bounce', type: 'bounce', status: '5.7.1' }, 'block'],
    [{ event: 'bounce', type: 'blocked', reason: 'hm' }, 'block'],
    [{ event: 'bounce', type: 'blocked', status: '5.1.1' }, 'block'],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'hard'],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, 'complaint'],
    [{ event: 'dropped', reason: 'Unsubscribed Address' }, 'unsubscribe'],
    [{ event: 'dropped', reason: 'Invalid' }, 'hard'],
    [{ event: 'dropped', reason: 'Invalid SMTPAPI header' }, 'block'],
    [{ event: 'dropped', reason: 'Spam Content (if spam checker app enabled)' }, 'block'],
    [{ event: 'dropped' }, 'block'],
    [{ event: 'deferred', response: '450 later' }, 'delayed'],
    [{ event: 'delivered', response: '250 ok' }, 'delivered'],
    [{ event: 'spamreport' }, 'complaint'],
    [{ event: 'unsubscribe' }, 'unsubscribe'],
    [{ event: 'group_unsubscribe' }, 'unsubscribe'],
  ])('%j is %s', (event, kind) => {
    expect(one(event).reports.map((report) => report.kind)).toEqual([kind]);
  });

  it('keeps its ids and its time', () => {
    const event = {
      event: 'delivered',
      'smtp-id': '<d.x@y>',
      sg_message_id: 'sg',
      timestamp: 1_700_000_000,
      response: '250',
    };
    expect(one(event).reports[0]).toEqual({
      kind: 'delivered',
      rule: 'sendgrid:delivered',
      externalId: 'e',
      status: null,
      reply: '250',
      messageId: '<d.x@y>',
      echo: null,
      providerMessageId: 'sg',
      recipient: 'a@b.example',
      at: new Date(1_700_000_000_000),
    });
  });

  it('is read or not for itself', () => {
    const events = [
      { event: 'open' },
      { event: 'new' },
      { event: 'bounce' },
      null,
      { event: 'spamreport', sg_event_id: 's' },
    ];
    expect(readSendgridEvents(events)).toMatchObject({ reports: [{ kind: 'complaint' }], ignored: 1, unreadable: 3 });
    expect(readSendgridEvents({ event: 'bounce' })).toMatchObject({ unreadable: 1 });
  });
});
