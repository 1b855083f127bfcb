import { z } from 'zod';

const counted = z.strictObject({
  readers: z.int().describe('Each reader once.'),
  total: z.int().describe('Every time.'),
});
const split = {
  human: counted.describe('As far as can be told, people.'),
  machine: counted.describe('Scanners, prefetchers and proxies. A reader may stand in both.'),
};

export const linkFiguresSchema = z
  .strictObject({
    id: z.int(),
    place: z.string().describe('Which link it is, e.g. source:{shift id}.'),
    url: z.string().describe('Where it leads, byte for byte.'),
    ...split,
  })
  .meta({ id: 'LinkFigures' });

export const trackingReportSchema = z
  .strictObject({
    mails: z
      .int()
      .min(0)
      .describe('Mails with tracking that a relay took: the readers whom all figures here are about, and no others.'),
    opens: z.strictObject(split),
    clicks: z.strictObject(split),
    scanned: z.int().min(0).describe('Mails that a scanner has walked through: it followed the link that nobody sees.'),
    links: z.array(linkFiguresSchema).describe('Most human readers first.'),
  })
  .meta({ id: 'TrackingReport' });
