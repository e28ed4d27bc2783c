import { hashOfCompiler } from '../hash.js'
import { keptIn, nothingKept } from '../kept.ts'
import { installed } from './paths.ts'

/** What earlier commands worked out of parts of the definitions, where one may use it; `tidy` bounds what stays. */
export const results = (isUsed: boolean) =>
  isUsed
    ? keptIn(installed('.cache', 'pybase-monitoring', 'results'), hashOfCompiler())
    : { ...nothingKept, tidy: () => {} }
