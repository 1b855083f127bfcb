import type { Provider } from './provider.js';

/**
 * What a refusal says about us: `throttle`, we are too fast for this provider; `connections`, we have too many lines open; `block`, it
 * wants nothing from us for a while, also when it says so with a 5xx. `other`: about the reader, the content, or nothing in particular.
 */
export type ReplyReason = 'throttle' | 'connections' | 'block' | 'other';

type Rule = { providers?: readonly Provider[]; codes: RegExp; text: RegExp; reason: ReplyReason };

const QQ: readonly Provider[] = ['qq', 'tencent-exmail'];
const NETEASE: readonly Provider[] = ['netease', 'netease-qiye'];

/** The first that fits decides. `text` is matched against the whole reply, code included. */
const RULES: readonly Rule[] = [
  { codes: /^4/, text: /too many (?:\w+ ){0,2}(connections|sessions|clients)|connection limit/i, reason: 'connections' },
  { providers: QQ, codes: /^[45]/, text: /(ip|domain|sender|connection) frequency limited|suspected (spam ip|bounce attacks)|connection denied/i, reason: 'block' },
  { providers: NETEASE, codes: /^4/, text: /\bHL:ICC\b/, reason: 'connections' },
  { providers: NETEASE, codes: /^4/, text: /\b(HL:(REP|IFC|MEP)|MI:(DMC|CEL|CCL|SFQ)|RP:(DRC|CCL|CEL))\b/, reason: 'throttle' },
  { providers: NETEASE, codes: /^[45]/, text: /\b(DT:(SPM|RBL)|HL:IPB|MI:SPF)\b/, reason: 'block' },
  { providers: ['microsoft'], codes: /^[45]/, text: /\b(S3150|S775|5\.7\.(511|515|60[6-9]|6[1-4]\d))\b/, reason: 'block' },
  { providers: ['yahoo'], codes: /^[45]/, text: /\[TSS?\d+\]/, reason: 'block' },
  { codes: /^5/, text: /\b5\.7\.(26|27|28|30|32)\b/, reason: 'block' },
  { codes: /^(421|454)/, text: /./, reason: 'throttle' },
  { codes: /^4/, text: /\b4\.7\.\d+\b.*(rate|too (many|fast)|throttl|slow down|unusual|limit)/i, reason: 'throttle' },
  { codes: /^45[012]/, text: /throttl|rate limit|too (many|fast)|slow down/i, reason: 'throttle' },
]; // prettier-ignore

export function reasonOf(provider: Provider, code: number | null, reply: string): ReplyReason {
  if (code === null) return 'other';
  const text = `${code} ${reply}`;
  const rule = RULES.find(
    ({ providers, codes, text: pattern }) =>
      (providers === undefined || providers.includes(provider)) && codes.test(String(code)) && pattern.test(text),
  );
  return rule?.reason ?? 'other';
}
