import type { Detail } from '../../diff/change.ts'
import type { Format } from './report.ts'
import { runsOf } from './runs.ts'

/** For programs: every difference, whole. A query is its pieces in order, each the same, removed or added. */
export const json: Format = ({ before, after, changes }) =>
  JSON.stringify(
    {
      before,
      after,
      differences: changes.length,
      changes: changes.map(({ weight, part, what, detail }) => ({ weight, part, what, ...(detail && told(detail)) })),
    },
    undefined,
    2,
  )

const told = (detail: Detail) =>
  detail.kind === 'lines'
    ? { removed: detail.removed, added: detail.added }
    : { query: runsOf(detail.tokens).map(({ is, space, text }) => ({ is, text: space + text })) }
