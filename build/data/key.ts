import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { hashOf } from '../stamp.ts'
import type { DayPlan } from './day.ts'

/** Where it is written, below `build/`, how samples are made of a plan: also those of its rules and alerts. */
export const makers: readonly string[] = ['data', 'promql', 'pybase/day', 'witness']

const build = join(import.meta.dirname, '..')

/** Names a day: changes with the plan, and with what makes samples of it in the folder `sources`. */
export const keyOf = (plan: DayPlan, sources = build): string =>
  createHash('sha256').update(JSON.stringify(plan)).update(hashOf(sources, makers)).digest('hex').slice(0, 16)
