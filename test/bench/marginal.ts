// Prints, as JSON, what compiling costs in a process of its own: our own definitions, and many dashboards more.

import { compileDefinitions } from '../../build/compile.ts'
import { type Definitions, load } from '../../build/model/load.ts'
import { root } from '../support/root.ts'
import { medianOf } from './median.ts'
import { syntheticDashboards } from './synthetic.ts'

export interface Marginal {
  /** Milliseconds of resolve, checks and emit together. */
  readonly ours: number
  readonly ourDashboards: number
  readonly synthetic: number
  readonly bytes: number
  /** In bytes, of the whole process. */
  readonly peak: number
}

const count = Number(process.argv[2])

function timed(definitions: Definitions) {
  const start = performance.now()
  const { artifacts } = compileDefinitions(definitions)
  return { ms: performance.now() - start, bytes: artifacts.reduce((sum, { text }) => sum + text.length, 0) }
}

const definitions = await load(root)
const [cold, ...warm] = Array.from({ length: 6 }, () => timed(definitions))
const ours = medianOf(warm.map(({ ms }) => ms))
const many = timed({ ...definitions, dashboards: [...definitions.dashboards, ...syntheticDashboards(count)] })

const result: Marginal = {
  ours,
  ourDashboards: definitions.dashboards.length,
  synthetic: many.ms - ours,
  bytes: many.bytes - (cold?.bytes ?? 0),
  peak: process.resourceUsage().maxRSS * 1024,
}
console.log(JSON.stringify(result))
