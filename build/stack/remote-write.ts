import * as z from 'zod'
import { isDuration } from '../promql/duration.ts'

const count = z.number().int().min(1)

/** Where Prometheus sends its samples besides keeping them, such as Mimir, Thanos Receive or VictoriaMetrics. */
export const remoteWrite = z
  .array(
    z.strictObject({
      /** What it is called in Prometheus' own metrics and log. */
      name: z
        .string()
        .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'A name has small letters, digits and dashes, such as long-term'),
      url: z
        .string()
        .regex(
          /^https?:\/\/[^\s"'<>@/]+(?:\/[^\s"'<>]*)?$/,
          'A URL starts with http:// or https:// and has no credentials',
        ),
      /** The file with the bearer token that it asks for, such as `/run/secrets/remote_write_token`. */
      tokenFile: z
        .string()
        .regex(/^(?:\/[A-Za-z0-9_.-]+)+$/, 'A file is written like /run/secrets/remote_write_token')
        .nullable()
        .default(null),
      /** The tenant of a Mimir, Cortex or Thanos that has several. */
      tenant: z
        .string()
        .max(150, 'A tenant has 150 letters at most')
        .regex(/^(?!\.{1,2}$)[A-Za-z0-9!_.*'()-]+$/, "A tenant has letters, digits and ! - _ . * ' ( ), and no slash")
        .nullable()
        .default(null),
      /**
       * What waits in memory and how it is sent, where Prometheus' own values do not do. While the other side does not answer, samples
       * wait in the write-ahead log; of what is older than about two hours the oldest is lost first.
       */
      queue: z
        .strictObject({
          /** Samples that wait for each sender. */
          capacity: count.optional(),
          maxShards: count.optional(),
          maxSamplesPerSend: count.optional(),
          /** How long a batch that is not full waits. */
          batchSendDeadline: z
            .string()
            .refine(isDuration, { message: 'A duration is written like 15s, 5m or 15d' })
            .optional(),
        })
        .default({}),
    }),
  )
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
    message: 'Each has a name of its own',
  })
  .default([])

export type RemoteWrite = z.output<typeof remoteWrite>[number]
