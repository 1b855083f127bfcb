import { CANARY_PLACE } from './link-target.js';
import type { Figure } from './tally.js';

/** `readers`: each once; `total`: every time. */
export type Counted = { readers: number; total: number };
/** People and machines, both kept. A reader may stand in both. */
export type Split = { human: Counted; machine: Counted };
export type LinkFigures = Split & { id: number; place: string; url: string };

export type TrackingReport = {
  /** Mails in the tracked form that a relay took: the readers that all figures are about. */
  mails: number;
  opens: Split;
  clicks: Split;
  /** Mails whose canary was fetched: a scanner has walked through them. */
  scanned: number;
  /** Most human readers first; without the canary. */
  links: LinkFigures[];
};

/** `place` and `url` stand in rows of links only. */
export type FigureRow = Figure & { place: string | null; url: string | null };

export function trackingReport(mails: number, rows: readonly FigureRow[]): TrackingReport {
  const links = rows.filter(({ what, place }) => what === 'link' && place !== CANARY_PLACE);
  const canaries = rows.filter(({ what, place }) => what === 'link' && place === CANARY_PLACE);
  return {
    mails,
    opens: splitOf(rows.find(({ what }) => what === 'open')),
    clicks: splitOf(rows.find(({ what }) => what === 'click')),
    scanned: canaries.reduce((sum, { machineReaders }) => sum + machineReaders, 0),
    links: links
      .map((row) => ({ id: row.linkId, place: row.place ?? '', url: row.url ?? '', ...splitOf(row) }))
      .sort((one, other) => other.human.readers - one.human.readers || one.id - other.id),
  };
}

function splitOf(row: Figure | undefined): Split {
  return {
    human: { readers: row?.humanReaders ?? 0, total: row?.humanTotal ?? 0 },
    machine: { readers: row?.machineReaders ?? 0, total: row?.machineTotal ?? 0 },
  };
}
