import type { Own } from '../../model/catalog.ts'
import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { hasMacro } from '../../promql/macros.ts'
import { selectors } from '../../promql/rewrite.ts'
import { wholeOf } from '../parts.ts'
import { isWrittenByPrometheus } from './known-series.ts'

const found = new WeakMap<Subject, { readonly stack: Own | undefined }>()

/**
 * What our definitions know of the stack that somebody's files are for: where every metric that they read is one of ours or
 * written by every Prometheus, a rule file that comes alone is for our stack. `undefined` for any other.
 */
export function ourStack(part: Subject): Own | undefined {
  const subject = wholeOf(part)
  const known = found.get(subject) ?? { stack: isForOurs(subject) ? subject.catalog.own : undefined }
  found.set(subject, known)
  return known.stack
}

function isForOurs(subject: Subject): boolean {
  if (subject.model !== undefined || subject.scraping !== undefined || subject.catalog.own === undefined) return false
  return queriesOf(subject).every(({ expr }) =>
    selectors(expr).every(({ metric = '' }) => {
      const known = subject.catalog.find(metric)
      return hasMacro(metric) || isWrittenByPrometheus(metric) || (known !== undefined && !('foreign' in known))
    }),
  )
}
