import { readMailgunEvent } from './mailgun-events.js';

const read = (event: object) => readMailgunEvent({ id: 'e', recipient: 'a@b.example', ...event });
const failed = (given: object) => ({ event: 'failed', severity: 'permanent', ...given });

describe('an event of Mailgun', () => {
  it.each([
    [failed({ reason: 'bounce', 'delivery-status': { code: 550, message: 'user unknown' } }), 'hard'],
    [failed({ reason: 'generic', 'delivery-status': { code: 605, message: '' } }), 'hard'],
    [failed({ reason: 'bounce', 'delivery-status': { code: 550, 'enhanced-code': '5.7.1' } }), 'block'],
    [failed({ reason: 'old', 'delivery-status': { code: 452, message: '4.2.2 full' } }), 'soft'],
    [failed({ reason: 'suppress-bounce' }), 'hard'],
    [failed({ reason: 'suppress-complaint' }), 'complaint'],
    [failed({ reason: 'suppress-unsubscribe' }), 'unsubscribe'],
    [{ event: 'failed', severity: 'temporary', 'delivery-status': { code: 421 } }, 'delayed'],
    [{ event: 'rejected', reject: { reason: 'Sandbox' } }, 'block'],
    [{ event: 'delivered' }, 'delivered'],
    [{ event: 'complained' }, 'complaint'],
    [{ event: 'unsubscribed' }, 'unsubscribe'],
  ])('%j is %s', (event, kind) => {
    expect(read(event).reports.map((report) => report.kind)).toEqual([kind]);
  });

  it('names its mail without brackets', () => {
    const [report] = read({
      event: 'delivered',
      timestamp: 1_700_000_000.5,
      message: { headers: { 'message-id': 'd.x@y' } },
    }).reports;
    expect(report).toMatchObject({ messageId: 'd.x@y', externalId: 'e', at: new Date(1_700_000_000_500) });
  });

  it.each([
    [{ event: 'opened' }, { ignored: 1 }],
    [{ event: 'new' }, { unreadable: 1 }],
    [{ event: 'failed', id: '' }, { unreadable: 1 }],
    [{}, { unreadable: 1 }],
  ])('%j is counted', (event, counted) => {
    expect(read(event)).toMatchObject({ reports: [], ...counted });
  });
});
