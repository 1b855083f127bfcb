import { Lanes } from '#src/delivery/lanes/lanes.js';
import { Reconciler } from '#src/delivery/runs/reconciler.js';
import { aDeliveryBench, type DeliveryBench } from '../medium/delivery/delivery-bench.js';
import { cloneDatabase, dropDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { tcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { tell } from './report.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 400;
const LINES = 4;
/** Of each kind of statement, one in so many is lost: 5 %. */
const ONE_IN = 20;

type Kind = 'claim' | 'hand-off' | 'accept';

/** What the bytes of a question ask of the ledger. (PostgreSQL protocol, Bind: statement name, then the values; arrays in text form.) */
function kindOf(question: string): Kind | undefined {
  if (question.includes('delivery.claim\0')) return 'claim';
  const at = question.lastIndexOf('delivery.advance\0');
  if (at < 0) return undefined;
  const [fences, , accepted] = question.slice(at).match(/\{[^}]*\}/g) ?? [];
  if (accepted !== '{}') return 'accept';
  return fences === '{}' ? undefined : 'hand-off';
}

let url: string;
let proxy: TcpProxy;
let bench: DeliveryBench;
beforeAll(async () => {
  url = await cloneDatabase();
  const behind = new URL(url);
  proxy = await tcpProxy(Number(behind.port));
  behind.hostname = '127.0.0.1';
  behind.port = String(proxy.port);
  bench = await aDeliveryBench({
    DATABASE_URL: behind.href,
    SMTP_CONNECTIONS: String(LINES),
    SMTP_TIMEOUT_SECONDS: '1',
    SMTP_FINAL_TIMEOUT_SECONDS: '1',
    DELIVERY_LEASE_SECONDS: '3',
    DELIVERY_CLAIM_SECONDS: '2',
    DELIVERY_CLAIM_SIZE: '10',
  });
});
afterAll(async () => {
  await bench.close();
  await proxy.close();
  await dropDatabase(url);
});

describe('an answer of the database that is lost after the commit', () => {
  it.each<Kind>(['claim', 'hand-off', 'accept'])(
    'of a %s doubles nothing and loses nothing',
    async (kind) => {
      const { editionId } = await bench.aRunOver(READERS);
      let place = Math.floor(seeded(seed)() * ONE_IN);
      let lost = 0;
      let isRelayBlamed = false;
      proxy.loseAnswers((question) => {
        if (kindOf(question) !== kind) return false;
        place += 1;
        const isLost = place % ONE_IN === 0;
        if (isLost) lost += 1;
        return isLost;
      });
      await eventually(
        60,
        async () => {
          await bench.work(editionId).catch(() => undefined);
          isRelayBlamed ||= bench.api.app.get(Lanes).width === 0;
          await bench.api.app.get(Reconciler).run();
          return (await bench.report(editionId)).state === 'finished' ? true : undefined;
        },
        'the end of the run',
      );
      proxy.loseAnswers(() => false);

      const rows = await bench.rows(editionId);
      const verdict = judgeRun(rows, bench.relay.arrived);
      const uncertain = rows.filter(({ state }) => state === 'uncertain').length;
      tell({ row: 21, fault: `the answer to one ${kind} in ${ONE_IN} lost`, mails: READERS, uncertain, ...verdict });
      expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
      expect(isRelayBlamed).toBe(false);
      expect(lost).toBeGreaterThan(0);
      expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(READERS - uncertain);
      // Nobody is in doubt for a claim, since nothing had left.
      expect(uncertain).toBeLessThanOrEqual(kind === 'claim' ? 0 : lost * LINES);
    },
    90_000,
  );
});
