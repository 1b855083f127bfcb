import { Injectable } from '@nestjs/common';
import { DeliveryQueue } from '#src/delivery/index.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { EditionDispatch, type SendOutcome } from './edition-dispatch.service.js';
import { assertOpenFor } from './edition.errors.js';
import { EditionRepository } from './edition.repository.js';

/** The editor's "send": at most once per Idempotency-Key, and at most once per edition anyway. */
@Injectable()
export class EditionSender {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly editions: EditionRepository,
    private readonly dispatch: EditionDispatch,
    private readonly queue: DeliveryQueue,
  ) {}

  async send(
    id: string,
    order: { at?: Date | undefined },
    key: string | undefined,
    actor: string,
  ): Promise<SendOutcome> {
    const body = { at: order.at?.toISOString() };
    const outcome = await this.idempotency.once(`edition.send/${id}`, key, body, async (manager) => {
      const edition = await this.editions.lock(manager, id);
      if (edition === undefined) throw new NotFoundError('edition', id);
      assertOpenFor('send', edition);
      return order.at === undefined
        ? this.dispatch.start(manager, edition, actor)
        : this.dispatch.schedule(manager, edition, order.at, actor);
    });
    if (outcome.state === 'started') await this.queue.wake(id);
    return outcome;
  }
}
