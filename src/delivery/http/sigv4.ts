import { createHash, createHmac } from 'node:crypto';

export type AwsKey = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
  region: string;
  service: string;
};

/** A request without a query, whose path needs no encoding. Every header is signed and may not change any more; `host` must be among them. */
export type SignableRequest = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | string;
};

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The headers of a request with its signature (AWS Signature Version 4), good for five minutes around `at`. */
export function signed(request: SignableRequest, key: AwsKey, at: Date): Record<string, string> {
  const stamp = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const headers = {
    ...request.headers,
    'x-amz-date': stamp,
    ...(key.sessionToken === undefined ? {} : { 'x-amz-security-token': key.sessionToken }),
  };
  const { canonical, names } = canonicalHeaders(headers);
  const canonicalRequest = [request.method, request.path, '', canonical, names, sha256(request.body)];
  const day = stamp.slice(0, 8);
  const scope = `${day}/${key.region}/${key.service}/aws4_request`;
  const toSign = [ALGORITHM, stamp, scope, sha256(canonicalRequest.join('\n'))].join('\n');
  const signature = hmac(signingKey(key, day), toSign).toString('hex');
  const authorization = `${ALGORITHM} Credential=${key.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

function canonicalHeaders(headers: Record<string, string>): { canonical: string; names: string } {
  const entries = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replaceAll(/ +/g, ' ')] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    canonical: entries.map(([name, value]) => `${name}:${value}\n`).join(''),
    names: entries.map(([name]) => name).join(';'),
  };
}

function signingKey({ secretAccessKey, region, service }: AwsKey, day: string): Buffer {
  return [day, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secretAccessKey}`, 'utf8'),
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

function sha256(text: Buffer | string): string {
  return createHash('sha256').update(text).digest('hex');
}
