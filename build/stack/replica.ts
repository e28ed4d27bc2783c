import * as z from 'zod'

const ipv4 = z.ipv4('An address is written like 10.0.0.1: other machines reach it, and nobody else should')

/**
 * One machine of a pair: each scrapes and evaluates everything, and tells both Alertmanagers, which tell people once. The
 * other machine has the same settings with `own` and `other` changed round, and a name of its own.
 */
export const replica = z
  .strictObject({
    /** The value of the label `replica`, which samples that are stored elsewhere keep, and alerts lose. */
    name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'A replica has small letters, digits and dashes, such as a'),
    /** This machine, and the other, in a network that only they and trusted ones are in. */
    own: ipv4,
    other: ipv4,
  })
  .refine(({ own, other }) => own !== other, {
    path: ['other'],
    message: 'The two machines of a pair have two addresses',
  })

export type Replica = z.output<typeof replica>
