import { ECHOING_WEBHOOKS, echoFields } from './webhook-echo.js';

const TOKEN = `d${'0f'.repeat(26)}`;

describe('what a provider is told', () => {
  it('is one token in its own field', () => {
    expect(ECHOING_WEBHOOKS.map((webhook) => echoFields({ webhook }, TOKEN))).toEqual([
      [{ name: 'X-PM-Metadata-tradewind', value: TOKEN }],
      [{ name: 'X-SES-MESSAGE-TAGS', value: `tradewind=${TOKEN}` }],
      [{ name: 'X-SMTPAPI', value: `{"unique_args":{"tradewind":"${TOKEN}"}}` }],
      [{ name: 'X-Mailgun-Variables', value: `{"tradewind":"${TOKEN}"}` }],
    ]);
  });

  it('names the configuration set of SES where there is one', () => {
    expect(echoFields({ webhook: 'ses', configurationSet: 'main' }, TOKEN)[0]).toEqual({
      name: 'X-SES-CONFIGURATION-SET',
      value: 'main',
    });
  });

  it('fits what Postmark takes', () => {
    const [field] = echoFields({ webhook: 'postmark' }, TOKEN);
    expect(field!.name.slice('X-PM-Metadata-'.length).length).toBeLessThanOrEqual(20);
    expect(field!.value.length).toBeLessThanOrEqual(80);
  });
});
