import { Injectable } from '@nestjs/common';
import type { Db } from '#src/foundation/database/select-rows.js';

/** What one area keeps about a person. */
export interface PersonalDataPart {
  /** Where it stands in the export. */
  readonly name: string;
  /** The tables that it tells of. A test asks that every table which names people is in a part, or is excepted for a reason. */
  readonly tables: readonly string[];
  /** JSON; a list is empty and a single thing null where nothing is kept. */
  read(db: Db, subscriberId: string): Promise<unknown>;
}

/** Everything that is kept about one person. Each area adds its part, so whoever asks for the whole need not know the areas. */
@Injectable()
export class PersonalData {
  private readonly added = new Map<string, PersonalDataPart>();

  add(part: PersonalDataPart): void {
    if (this.added.has(part.name)) throw new Error(`two parts of personal data are named ${part.name}`);
    this.added.set(part.name, part);
  }

  get parts(): readonly PersonalDataPart[] {
    return [...this.added.values()];
  }

  /** By the names of the parts. */
  async of(db: Db, subscriberId: string): Promise<Record<string, unknown>> {
    const data: Record<string, unknown> = {};
    for (const part of this.parts) data[part.name] = await part.read(db, subscriberId);
    return data;
  }
}
