import { SMTPServer } from 'smtp-server';
import { eventually } from '../support/eventually.js';
import { tell } from './report.js';
import { aRunUnderFire } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed } from './wire-oracle.js';

const READERS = 40;

/** A relay whose certificate nobody vouches for. It tells what it was given in the clear. */
async function anUntrustedRelay(secure: boolean) {
  const heard: string[] = [];
  const server = new SMTPServer({
    secure,
    authOptional: true,
    onMailFrom: (address, _session, done) => {
      heard.push(address.address);
      done();
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as { port: number };
  return {
    port,
    heard,
    close: () =>
      new Promise<void>((done) => {
        server.close(done);
      }),
  };
}

describe('a relay that cannot be entered', () => {
  // smtp-server warns of its well-known certificate, which is what a test wants.
  beforeAll(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => jest.restoreAllMocks());

  it.each([
    [11, 'the name of the relay does not exist', 'dns', /ENOTFOUND|getaddrinfo/],
    [12, 'the certificate of the relay is not trusted', 'certificate', /certificate/i],
    [12, 'the relay offers no STARTTLS', 'no-tls', /^tls: /],
  ] as const)(
    '%i: pauses the run when %s, and goes on once it is mended',
    async (row, fault, kind, reason) => {
      const fire = await aRunUnderFire(READERS);
      const untrusted = await anUntrustedRelay(true);
      try {
        const wrong = {
          dns: 'smtp://relay.invalid:2525',
          certificate: `smtps://127.0.0.1:${untrusted.port}`,
          'no-tls': fire.relay.url.replace('smtp://', 'smtp://user:secret@'),
        }[kind];
        await fire.startScheduler();
        const worker = await fire.startWorker({ SMTP_URL: wrong });
        const paused = await eventually(
          60,
          async () => {
            const report = await fire.report();
            return report.state === 'paused' && report.counts.claimed === 0 ? report : undefined;
          },
          'the pause, with every claim given back',
        );
        expect(paused).toMatchObject({
          pausedReason: expect.stringMatching(reason),
          counts: { pending: READERS, failed: 0, uncertain: 0 },
        });
        expect([untrusted.heard, fire.relay.arrived]).toEqual([[], []]);
        await worker.stop();
        await fire.startWorker();
        await fire.resume();
        const rows = await fire.untilFinished();
        const verdict = judgeRun(rows, fire.relay.arrived);
        tell({ row, fault, mails: READERS, uncertain: 0, ...verdict });
        expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
        expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(READERS);
      } finally {
        await fire.close();
        await untrusted.close();
      }
    },
    180_000,
  );
});
