/** Providers that give back, in their webhooks, what a header of the mail has told them. */
export const ECHOING_WEBHOOKS = ['postmark', 'ses', 'sendgrid', 'mailgun'] as const;
export type EchoingWebhook = (typeof ECHOING_WEBHOOKS)[number];

/** What a relay wants to be told. `configurationSet`: the one of SES whose events are published. */
export type EchoForm = { webhook: EchoingWebhook; configurationSet?: string | undefined };

/** Under this name the provider keeps the token, beside what others tell it. */
export const ECHO_NAME = 'tradewind';

/**
 * Header fields by which the provider learns a token of ours and gives it back with each event, whatever it makes of the Message-ID:
 * metadata of Postmark (a name of 20 and a value of 80 characters at most), message tags of SES (letters, digits, - and _), unique
 * arguments of SendGrid, variables of Mailgun. `token` is of letters and digits. The provider takes these fields out, so they are not signed.
 */
export function echoFields({ webhook, configurationSet }: EchoForm, token: string): { name: string; value: string }[] {
  switch (webhook) {
    case 'postmark':
      return [{ name: `X-PM-Metadata-${ECHO_NAME}`, value: token }];
    case 'ses':
      return [
        ...(configurationSet === undefined ? [] : [{ name: 'X-SES-CONFIGURATION-SET', value: configurationSet }]),
        { name: 'X-SES-MESSAGE-TAGS', value: `${ECHO_NAME}=${token}` },
      ];
    case 'sendgrid':
      return [{ name: 'X-SMTPAPI', value: JSON.stringify({ unique_args: { [ECHO_NAME]: token } }) }];
    case 'mailgun':
      return [{ name: 'X-Mailgun-Variables', value: JSON.stringify({ [ECHO_NAME]: token }) }];
  }
}
