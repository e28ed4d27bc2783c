import * as z from 'zod'
import type { Client } from '../../client/client.ts'
import { ask } from '../api.ts'

const texts = z.record(z.string(), z.string()).optional()
const rule = z.object({
  name: z.string(),
  query: z.string(),
  type: z.enum(['alerting', 'recording']),
  health: z.string(),
  lastError: z.string().optional(),
  duration: z.number().optional(),
  keepFiringFor: z.number().optional(),
  labels: texts,
  annotations: texts,
})
const group = z.object({
  name: z.string(),
  file: z.string(),
  interval: z.number(),
  evaluationTime: z.number(),
  rules: z.array(rule),
})
const answer = z.object({ groups: z.array(group) })

/** A rule as Prometheus runs it; durations are in seconds. */
export type LoadedRule = z.output<typeof rule>
export type LoadedGroup = z.output<typeof group>

/** The rule groups that Prometheus evaluates. */
export const loadedGroups = async (client: Client): Promise<readonly LoadedGroup[]> =>
  (await ask(client, answer, 'rules')).groups
