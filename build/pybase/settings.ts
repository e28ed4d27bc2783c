import * as z from 'zod'
import { address, name, releaseSet, type Stack, stackSchema, target } from '../stack/schema.ts'

/** The settings of PyBase's stack: those of every stack, and what only its own services have. */
export const pybaseSettings = stackSchema.extend({
  releases: z.object({ pinned: releaseSet, debian12: releaseSet }).catchall(releaseSet),
  targets: stackSchema.shape.targets.extend({
    'pybase-api': target,
    'extraction-worker': target,
    'search-worker': target,
    postgres: target,
    redis: target,
    node: target,
    cadvisor: target,
  }),
  /** Celery's broker: the Redis database and the names of its queues. */
  broker: z.strictObject({
    database: z.number().int().min(0).max(15),
    queues: z.strictObject({ default: name, extraction: name, search: name }),
  }),
  /** Routes that machines ask to see whether the API lives: their answers say nothing of what users get. */
  probes: z
    .array(z.string().regex(/^\/\S*$/, 'A route is written like /health'))
    .min(1, 'Name a route that is asked for health, even if nobody asks yet')
    .default(['/health', '/healthz', '/ready', '/api/v1/health']),
  /** The memory that Redis may use (`512MiB`) where Redis itself has no `maxmemory`; `null`: there is no such figure. */
  redisMemoryLimit: z.templateLiteral([z.number().positive(), z.enum(['MiB', 'GiB'])]).nullable(),
  compose: stackSchema.shape.compose.extend({
    postgres: z.strictObject({
      address,
      database: name,
      user: name,
      sslmode: z.enum(['disable', 'require', 'verify-ca', 'verify-full']),
      /**
       * Whether the texts of statements become labels, for everybody who may read a dashboard. Comments in them stay, and
       * so do passwords of `ALTER ROLE` unless PostgreSQL has `pg_stat_statements.track_utility = off`.
       */
      statementTexts: z.boolean().default(false),
    }),
    redis: z.string().regex(/^rediss?:\/\/[A-Za-z0-9_.-]+:\d{1,5}$/, 'An address is written like redis://redis:6379'),
  }),
})

/** The settings as PyBase's definitions and the compiler's parts for it read them. */
export type PybaseStack = z.output<typeof pybaseSettings>

/** The settings of a model, which are PyBase's where its extension is used. */
export const stackOf = ({ stack }: { readonly stack: Stack }): PybaseStack => stack as PybaseStack
