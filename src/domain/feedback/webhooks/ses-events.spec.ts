import { readSesEvent } from './ses-events.js';

const MAIL = { messageId: 'ses-1', headers: [{ name: 'message-id', value: '<d.x@news.example>' }] };
const bounce = (bounceType: string, bounceSubType: string, recipient: object = {}) => ({
  notificationType: 'Bounce',
  mail: MAIL,
  bounce: {
    bounceType,
    bounceSubType,
    timestamp: '2026-01-02T03:04:05.000Z',
    bouncedRecipients: [{ emailAddress: 'a@b.example', ...recipient }],
  },
});
const kindOf = (payload: object) => readSesEvent(payload, 'm').reports[0]?.kind;

describe('an event of SES', () => {
  it.each([
    ['Permanent', 'General', {}, 'hard'],
    ['Permanent', 'NoEmail', {}, 'hard'],
    ['Permanent', 'Suppressed', { diagnosticCode: 'Amazon SES has suppressed sending' }, 'hard'],
    ['Permanent', 'OnAccountSuppressionList', {}, 'hard'],
    ['Permanent', 'General', { status: '5.7.1', diagnosticCode: 'smtp; 550 5.7.1 blocked' }, 'block'],
    ['Permanent', 'General', { status: '5.2.2' }, 'soft'],
    ['Transient', 'General', {}, 'soft'],
    ['Transient', 'MailboxFull', { status: '5.2.2' }, 'soft'],
    ['Transient', 'General', { status: '5.1.1' }, 'soft'],
    ['Transient', 'General', { status: '4.7.0' }, 'block'],
    ['Transient', 'ContentRejected', {}, 'block'],
    ['Transient', 'AttachmentRejected', {}, 'block'],
    ['Undetermined', 'Undetermined', {}, 'soft'],
  ])('a bounce %s %s %j is %4$s', (type, subType, recipient, kind) => {
    expect(kindOf(bounce(type, subType, recipient))).toBe(kind);
  });

  it('names each recipient that bounced under an id of their own', () => {
    const payload = bounce('Permanent', 'General');
    payload.bounce.bouncedRecipients.push({ emailAddress: 'c@d.example' });
    expect(readSesEvent(payload, 'm').reports).toEqual([
      expect.objectContaining({
        externalId: 'm.0',
        recipient: 'a@b.example',
        messageId: '<d.x@news.example>',
        providerMessageId: 'ses-1',
        at: new Date('2026-01-02T03:04:05Z'),
      }),
      expect.objectContaining({ externalId: 'm.1', recipient: 'c@d.example' }),
    ]);
  });

  it.each([
    [{ eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: 'a' }] } }, 'complaint'],
    [
      {
        eventType: 'Complaint',
        complaint: { complaintFeedbackType: 'abuse', complainedRecipients: [{ emailAddress: 'a' }] },
      },
      'complaint',
    ],
    [
      {
        eventType: 'Complaint',
        complaint: { complaintFeedbackType: 'auth-failure', complainedRecipients: [{ emailAddress: 'a' }] },
      },
      'auth-report',
    ],
    [
      {
        eventType: 'Complaint',
        complaint: { complaintFeedbackType: 'not-spam', complainedRecipients: [{ emailAddress: 'a' }] },
      },
      undefined,
    ],
    [{ eventType: 'Delivery', delivery: { recipients: ['a'], smtpResponse: '250 ok' } }, 'delivered'],
    [
      {
        eventType: 'DeliveryDelay',
        deliveryDelay: { delayType: 'MailboxFull', delayedRecipients: [{ emailAddress: 'a' }] },
      },
      'delayed',
    ],
  ])('%j is %s', (event, kind) => {
    expect(kindOf({ mail: {}, ...event })).toBe(kind);
  });

  it.each(['Send', 'Open', 'Click', 'Rendering Failure', 'Subscription'])('%s is no feedback', (eventType) => {
    expect(readSesEvent({ eventType, mail: {} }, 'm')).toEqual({ reports: [], ignored: 1, unreadable: 0 });
  });

  it.each([
    null,
    7,
    'text',
    {},
    { eventType: 'New' },
    { eventType: 'Bounce', mail: {} },
    { eventType: 'Bounce', mail: {}, bounce: { bouncedRecipients: [] } },
  ])('%j cannot be read', (payload) => {
    expect(readSesEvent(payload, 'm')).toEqual({ reports: [], ignored: 0, unreadable: 1 });
  });
});
