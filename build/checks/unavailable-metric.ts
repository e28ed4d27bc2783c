import type { Check } from './check.ts'
import { expressions } from './reads.ts'

/** Every metric that is read exists in the releases that the stack pins, with the flags that its job runs with. */
export const unavailableMetric: Check = (model) =>
  expressions(model).flatMap(({ where, expr }) => {
    const missing = model.stack.versions === 'pinned' ? model.catalog.missing(expr) : []
    return [...new Set(missing)].map((what) => ({
      where,
      what,
      next: 'Pin another release in stack.ts, add the flag in queries/jobs.ts, or read another metric.',
    }))
  })
