import { inspect } from 'node:util';
import { HttpTransport } from './http-transport.js';
import { RelayUrlError } from '../relay-url.js';
import { endpointOf } from './provider-endpoint.js';
import { sesAccountOf, SesTransport } from './ses-transport.js';

function caughtBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

const TIMEOUTS = { beforeBodySeconds: 1, finalReplySeconds: 1 };

describe('the URL of a provider', () => {
  it.each([
    [
      'https://mail.example/send',
      { host: 'mail.example', port: 443, isTls: true, authority: 'mail.example', path: '/send' },
    ],
    [
      'https://mail.example:8443/?a=b',
      { host: 'mail.example', port: 8443, isTls: true, authority: 'mail.example:8443', path: '/?a=b' },
    ],
    ['http://127.0.0.1:8080', { host: '127.0.0.1', port: 8080, isTls: false, authority: '127.0.0.1:8080', path: '/' }],
    ['http://[::1]:8080/x', { host: '::1', port: 8080, isTls: false, authority: '[::1]:8080', path: '/x' }],
  ])('%s says where to send', (url, endpoint) => {
    expect(endpointOf(new URL(url))).toEqual(endpoint);
  });

  it.each(['http://mail.example/send', 'http://127.0.0.1.mail.example/', 'ftp://127.0.0.1/'])(
    '%s never carries mail in the clear',
    (url) => {
      expect(() => new HttpTransport(url, TIMEOUTS, 'bridge')).toThrow(RelayUrlError);
    },
  );
});

describe('the URL of an SES relay', () => {
  it('names the account, the region and the rest', () => {
    const url = 'ses://AKID:a%2Fb%2Bc@eu-west-1?configurationSet=news&sessionToken=t%3D';
    expect(sesAccountOf(url)).toEqual({
      key: { accessKeyId: 'AKID', secretAccessKey: 'a/b+c', sessionToken: 't=', region: 'eu-west-1', service: 'ses' },
      endpoint: {
        host: 'email.eu-west-1.amazonaws.com',
        port: 443,
        isTls: true,
        authority: 'email.eu-west-1.amazonaws.com',
        path: '/v2/email/outbound-emails',
      },
      configurationSet: 'news',
    });
  });

  it('may name another endpoint', () => {
    const { endpoint } = sesAccountOf('ses://AKID:secret@us-gov-west-1?endpoint=http://127.0.0.1:4566/aws/');
    expect(endpoint).toMatchObject({ authority: '127.0.0.1:4566', path: '/aws/v2/email/outbound-emails' });
  });

  it.each([
    'ses://AKID@eu-west-1',
    'ses://AKID:secret/+@eu-west-1',
    'ses://AKID:secret@eu-west-1?endpoint=nowhere',
    'ses://eu-west-1',
    'ses://AKID:secret@mail.example',
    'ses://A:s@eu-west-1?endpoint=http://ses.example',
  ])('%s is refused without a word of its secret', (url) => {
    const caught = caughtBy(() => new SesTransport(url, TIMEOUTS, 'ses'));
    expect(caught).toBeInstanceOf(RelayUrlError);
    expect(inspect(caught)).not.toMatch(/AKID|secret@/);
  });
});
