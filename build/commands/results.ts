import { cached } from '../cache.js'
import { hashOfCompiler } from '../hash.js'
import { keptIn, nothingKept } from '../kept.ts'

/** What earlier commands worked out of parts of the definitions, where one may use it; `tidy` bounds what stays. */
export const results = (isUsed: boolean) =>
  isUsed ? keptIn(cached('results'), hashOfCompiler()) : { ...nothingKept, tidy: () => {} }

/** What drills came to, where an earlier command played the same. */
export const drilled = () => keptIn(cached('drills'), hashOfCompiler())
