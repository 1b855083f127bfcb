import { Injectable } from '@nestjs/common';

/** The program's only view of the time of day; tests replace it. Leases and due times use the database's clock instead. */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
