import { signed, type AwsKey } from './sigv4.js';

/** The test suite and the worked example that AWS publishes for Signature Version 4. */
const key: AwsKey = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
};
const at = new Date('2015-08-30T12:36:00Z');
const host = 'example.amazonaws.com';

const signatureOf = (headers: Record<string, string>): string | undefined =>
  /Signature=(.*)$/.exec(headers['authorization'] ?? '')?.[1];

describe('AWS Signature Version 4', () => {
  it('signs get-vanilla as published', () => {
    const headers = signed({ method: 'GET', path: '/', headers: { host }, body: '' }, key, at);
    expect(headers).toEqual({
      host,
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
        'Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    });
  });

  it.each([
    ['post-vanilla', {}, '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'post-x-www-form-urlencoded',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      'Param1=value1',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('signs %s as published', (_name, headers, body, signature) => {
    const request = { method: 'POST', path: '/', headers: { host, ...headers }, body };
    expect(signatureOf(signed(request, key, at))).toBe(signature);
  });

  it('trims the values of headers and folds their blanks as published', () => {
    const headers = { host, 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"' };
    expect(signatureOf(signed({ method: 'GET', path: '/', headers, body: '' }, key, at))).toBe(
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    );
  });

  it('signs the token of a session', () => {
    const request = { method: 'GET', path: '/', headers: { host }, body: '' };
    const headers = signed(request, { ...key, sessionToken: 'token' }, at);
    expect(headers['x-amz-security-token']).toBe('token');
    expect(headers['authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token');
  });
});
