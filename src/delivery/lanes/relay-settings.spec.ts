import { checkRelays } from './relay-settings.js';

const settings = (relays: object[]) => ({
  RELAYS: JSON.stringify(relays),
  SMTP_URL: 'smtp://127.0.0.1:1025',
  SMTP_CONNECTIONS: 4,
  SMTP_TIMEOUT_SECONDS: 5,
  SMTP_FINAL_TIMEOUT_SECONDS: 5,
});
const MAIN = { name: 'main', url: 'smtps://relay.example' };

describe('relays that mail could not go by', () => {
  it.each([
    ['a misspelt parameter', { url: 'smtp://me:secret@relay.example?tsl=none' }, /relay second: .*"tsl"/],
    ['a provider in the clear', { url: 'http://secret@mail.example/send' }, /relay second: .*https/],
    ['an account without a region', { url: 'ses://AKID:secret@relay.example' }, /relay second: .*ses:/],
    [
      'an account that carries no other scripts',
      { url: 'ses://AKID:secret@eu-west-1', smtputf8: true },
      /RELAYS: 1.smtputf8: Amazon/,
    ],
    [
      'a configuration set for nobody',
      { url: 'smtps://relay.example', configurationSet: 'x' },
      /RELAYS: 1\.configurationSet/,
    ],
    [
      'a configuration set in two places',
      { url: 'ses://AKID:secret@eu-west-1', webhook: 'ses', configurationSet: 'x' },
      /RELAYS: 1\.configurationSet/,
    ],
    ['a webhook that there is not', { url: 'smtps://relay.example', webhook: 'sparkpost' }, /RELAYS: 1\.webhook/],
    ['a field that there is not', { url: 'smtps://relay.example', wieght: 2 }, /RELAYS: 1.*wieght/],
  ])('are named, and what is secret of them is not: %s', (_, second, message) => {
    const check = () => {
      checkRelays(settings([MAIN, { name: 'second', ...second }]));
    };
    expect(check).toThrow(message);
    expect(check).not.toThrow(/secret/);
  });

  it('are all named at once', () => {
    const wrong = 'smtp://relay.example?a=1';
    expect(() => {
      checkRelays(
        settings([
          { ...MAIN, url: wrong },
          { name: 'second', url: wrong },
        ]),
      );
    }).toThrow(/relay main: .*\nrelay second: /);
  });

  it('are none of these', () => {
    expect(() => {
      checkRelays(settings([MAIN, { name: 'ses', url: 'ses://AKID:secret@eu-west-1' }]));
    }).not.toThrow();
  });
});
