import type { DynamicModule, Type } from '@nestjs/common';
import PostalMime from 'postal-mime';
import request from 'supertest';
import { DeliveryModule } from '#src/delivery/index.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { Challenges, SignupApiModule, SignupIntake, SignupKeeper } from '#src/signup/index.js';
import { SiteModule } from '#src/site/index.js';
import { solve } from '../../support/proof.js';
import { aMailBench } from '../delivery/mail-bench.js';

export const BITS = 4;
const DAY = 86_400_000;

let visitors = 0;
/** An address of a network that nobody else in the test uses. */
export function aVisitor(): string {
  visitors += 1;
  return `10.${Math.floor(visitors / 250)}.${visitors % 250}.7`;
}
let people = 0;
export function anAddress(domain?: string): string {
  people += 1;
  return `person${people}@${domain ?? `firm${people}.example`}`;
}

/** The forms, with a relay that keeps what it is sent, visitors who may come from anywhere, and a clock that a test moves. */
export async function aSignupBench(settings: Record<string, string> = {}, modules: (Type | DynamicModule)[] = []) {
  const bench = await aMailBench({ SIGNUP_PROOF_BITS: String(BITS), TRUST_PROXY: '1', ...settings }, [
    DeliveryModule,
    SignupApiModule,
    SiteModule,
    ...modules,
  ]);
  const { app } = bench.api;
  let aheadMs = 0;
  const clock = app.get(Clock);
  const really = clock.now.bind(clock);
  clock.now = () => new Date(really().getTime() + aheadMs);
  const http = () => request(app.getHttpServer());
  const intake = app.get(SignupIntake);
  const proof = () => {
    const { challenge, bits } = app.get(Challenges).issue();
    return { challenge, nonce: solve(challenge, bits) };
  };
  const idle = () => intake.idle();
  const send = async () => {
    await idle();
    await bench.send();
  };
  return {
    ...bench,
    http,
    proof,
    idle,
    send,
    intake,
    keep: () => app.get(SignupKeeper).run(),
    ahead: (days: number) => {
      aheadMs += days * DAY;
    },
    onTime: () => {
      aheadMs = 0;
    },
    body: (email: string, given: Record<string, unknown> = {}) => ({
      email,
      locale: 'en',
      wording: { version: '2026-11', locale: 'en' },
      proof: proof(),
      ...given,
    }),
    post(body: object, from = aVisitor()) {
      return http().post('/api/subscribe').set('X-Forwarded-For', from).send(body);
    },
    async ask(email: string, given: Record<string, unknown> = {}) {
      await this.post(this.body(email, given)).expect(202);
      await send();
    },
    mailsTo: async (email: string) =>
      Promise.all(
        bench.relay.arrived
          .filter(({ to }) => to === email)
          .map(({ raw }) => PostalMime.parse(Buffer.from(raw, 'latin1'))),
      ),
    /** The path of the link in the newest mail to the address. */
    async link(email: string): Promise<string> {
      const mail = (await this.mailsTo(email)).at(-1);
      const path = /https:\/\/news\.example(\/c\/\S+)/.exec(mail?.text ?? '')?.[1];
      if (path === undefined) throw new Error('no mail with a link');
      return path;
    },
    confirm: (path: string) =>
      http().post(path).set('X-Forwarded-For', '192.0.2.77').type('form').send({ act: 'confirm' }),
    person: async (email: string) => {
      const hash = app.get(Tokens).hashAddress(email.toLowerCase());
      const [row] = await bench.query(
        `SELECT id, status, locale, time_zone AS zone, source, allows_personalisation AS personalisation,
           allows_tracking AS tracking FROM subscriber WHERE address_hash = $1`,
        [hash],
      );
      return row;
    },
    signups: (): Promise<Record<string, unknown>[]> => bench.query('SELECT * FROM signup ORDER BY id'),
  };
}
export type SignupBench = Awaited<ReturnType<typeof aSignupBench>>;
