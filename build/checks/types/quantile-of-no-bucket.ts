import type { Subject } from '../../model/subject.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { readsBuckets } from '../support/bucket-reads.ts'
import { inspect } from '../support/inspect.ts'

/** What ends in `_sum`, `_count` or `_total` is a part of something, or a counter, and never a histogram. */
const mayBeNative = ({ catalog }: Subject, name: string): boolean => {
  if (/_(?:sum|count|total|bucket)$/.test(name) || catalog.find(`${name}_bucket`) !== undefined) return false
  const known = catalog.find(name)
  return known === undefined || ('foreign' in known && known.foreign.type === 'unknown')
}

export const quantileOfNoBucket: Check = {
  id: 'quantile-of-no-bucket',
  severity: 'error',
  covers: ['T05'],
  isLocal: true,
  about:
    'histogram_quantile() reads how many observations each bucket holds, so it takes the `_bucket` series of a histogram. Of anything else, such as its `_sum`, it answers nothing, and no tool says so. A native histogram has no buckets by name, so the check is silent on what the catalog does not know, unless it knows the buckets.',
  run: (subject) =>
    inspect(subject, ({ node, of }) => {
      const [, read] = node.is === 'call' && node.fn === 'histogram_quantile' ? node.args : []
      if (read === undefined || of(read).labels.isPossible('le') || readsBuckets(subject, read, of)) return undefined
      const names = selectors(read).map(({ metric = '' }) => metric)
      if (names.some((name) => mayBeNative(subject, name))) return undefined
      const metric = subject.catalog.metricOf({ is: 'selector', metric: names[0] ?? '', matchers: [] })
      return {
        culprit: read,
        what: `histogram_quantile() reads buckets, and ${names.join(' and ') || 'this'} has none: it answers nothing.`,
        next:
          metric?.type === 'histogram'
            ? `Read ${metric.name}_bucket.`
            : 'Read the _bucket series of a histogram, or quantile() for the quantile over series.',
      }
    }),
}
