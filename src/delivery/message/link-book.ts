import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { TrackedForm } from '#src/rendering/index.js';

const WRITE = sqlFile(import.meta.dirname, 'sql/write-links.sql');

/** A tracked form as it is stored: the n-th id is that of the link `⟦link-n⟧`. */
export type StoredForm = { html: string; linkIds: number[] };

/** The links of editions, by which a click is led on: written with the renders, never for a reader. */
@Injectable()
export class LinkBook {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'PUBLIC_URL'>) {}

  /** Gives each link its id; in the order of `forms`. */
  async write(
    manager: EntityManager,
    editionId: string,
    forms: readonly (TrackedForm | undefined)[],
  ): Promise<(StoredForm | undefined)[]> {
    const links = forms.flatMap((form) => form?.links ?? []);
    if (links.length === 0) return forms.map(() => undefined);
    const rows = await selectRows<{ id: number; place: string; url: string }>(manager, WRITE, [
      editionId,
      links.map(({ place }) => place),
      links.map(({ url }) => this.targetOf(url)),
    ]);
    const ids = new Map(rows.map(({ id, place, url }) => [`${place} ${url}`, id]));
    const idOf = (place: string, url: string | null): number => {
      const id = ids.get(`${place} ${this.targetOf(url)}`);
      if (id === undefined) throw new Error(`the link ${place} of edition ${editionId} was not written`);
      return id;
    };
    return forms.map(
      (form) => form && { html: form.html, linkIds: form.links.map(({ place, url }) => idOf(place, url)) },
    );
  }

  /** The canary leads whoever follows it to a page of ours. */
  private targetOf(url: string | null): string {
    return url ?? `${this.config.PUBLIC_URL}/subscribe`;
  }
}
