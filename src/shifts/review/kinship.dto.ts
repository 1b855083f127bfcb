import { z } from 'zod';

export const otherShiftSchema = z.strictObject({ otherId: z.uuid() }).meta({ id: 'OtherShift' });
export const successionSchema = z
  .strictObject({
    version: z.int().describe('The version that was read.'),
    link: z
      .strictObject({
        id: z.uuid().describe('A confirmed shift of the same actor that was known no later.'),
        as: z.enum(['continues', 'reverses', 'calls_off']),
      })
      .nullable(),
  })
  .meta({ id: 'Succession' });

export type OtherShift = z.infer<typeof otherShiftSchema>;
export type Succession = z.infer<typeof successionSchema>;
