import { messageId } from '#src/domain/delivery/message-id.js';
import type { SlotValues } from '#src/rendering/index.js';
import { wireMessage, type WireMessage } from '../transport.js';
import { checkSignatures } from './dkim/check-signatures.js';
import type { DkimKey } from './dkim/dkim-keys.js';
import { DkimSeal } from './dkim/dkim-seal.js';
import { LetterBody, type BodyContent } from './letter-body.js';
import {
  headLines,
  personalFields,
  sharedFields,
  type HeaderField,
  type PersonalHead,
  type SharedHead,
} from './letter-head.js';
import type { Sender } from './sender.js';

/** A render as it is mailed. `html` and `text` hold personal slots; the domain is that of the Message-IDs. */
export type LetterContent = SharedHead &
  BodyContent & {
    messageDomain: string;
    /** Of a tracked form: what its link slots stand for. */
    linkIds?: readonly number[] | undefined;
  };
/** What is one reader's own; `id` is the delivery's. Slot values are escaped for HTML here. */
export type Personal = {
  id: string;
  to: PersonalHead['to'];
  date: Date;
  slots: SlotValues;
  leaveAddress?: string | undefined;
};

/**
 * A render, encoded once for one sender. A reader costs the headers and slots of their own: all else is the same buffers in every message,
 * never joined or copied.
 */
export class LetterTemplate {
  /** Undefined for a form that tells nothing of its reader. */
  readonly linkIds: readonly number[] | undefined;
  private readonly body: LetterBody;
  private readonly messageDomain: string;
  private readonly sharedHead: Buffer;
  private readonly seal: DkimSeal | undefined;

  private constructor(content: LetterContent, sender: Sender, keys: readonly DkimKey[]) {
    this.body = new LetterBody(content);
    this.linkIds = content.linkIds;
    const fields = sharedFields(content, this.body.type, sender);
    this.messageDomain = content.messageDomain;
    this.sharedHead = Buffer.from(headLines(fields));
    this.seal = keys.length === 0 ? undefined : new DkimSeal(keys, fields, this.fieldsOf(SAMPLE));
  }

  /**
   * With keys, a sample is signed and its signatures are verified as a receiver would, over the whole message: a
   * {@link SignatureSelfCheckError} instead of a run of mails that fail at every provider.
   */
  static async compile(content: LetterContent, sender: Sender, keys: readonly DkimKey[]): Promise<LetterTemplate> {
    const template = new LetterTemplate(content, sender, keys);
    if (keys.length > 0) {
      const { pieces } = await template.write({ ...SAMPLE, slots: template.sampleSlots() });
      checkSignatures(Buffer.concat(pieces), keys);
    }
    return template;
  }

  /** Unsigned for a relay that would break the signature. `head`: lines above all others, which no signature covers. */
  async write(personal: Personal, isSigned = true, head?: Buffer): Promise<WireMessage> {
    const fields = this.fieldsOf(personal);
    const body = this.body.fill(personal.slots);
    const message = [this.sharedHead, Buffer.from(`${headLines(fields)}\r\n`), ...body];
    if (this.seal !== undefined && isSigned) message.unshift(await this.seal.sign(fields, body, personal.date));
    if (head !== undefined) message.unshift(head);
    return wireMessage(message);
  }

  private sampleSlots(): SlotValues {
    const tracking = this.body.slots.map((slot) => [slot, SAMPLE.slots.unsubscribeUrl] as const);
    return { ...Object.fromEntries(tracking), ...SAMPLE.slots };
  }

  private fieldsOf({ id, to, date, slots, leaveAddress }: Personal): HeaderField[] {
    return personalFields({
      to,
      date,
      messageId: messageId(id, this.messageDomain),
      unsubscribeUrl: slots.unsubscribeUrl,
      leaveAddress,
    });
  }
}

/** Every sign that a name and a link may bring. */
const SAMPLE: Personal = {
  id: '00000000-0000-7000-8000-000000000000',
  to: { address: 'sample.reader@mail.example', name: '样本  读者, "Reader" <x>' },
  date: new Date(0),
  leaveAddress: 'leave+00@bounces.example',
  slots: {
    unsubscribeUrl: 'https://mail.example/u/k1.sample?a=1&b=%20',
    preferencesUrl: '.https://mail.example/p/  k1.sample\t读者 ',
  },
};
