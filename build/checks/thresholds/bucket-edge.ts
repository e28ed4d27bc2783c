import { queriesOf } from '../../model/queries.ts'
import type { Subject } from '../../model/subject.ts'
import { hasMacro } from '../../promql/macros.ts'
import { goFloat } from '../../promql/print.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher, Selector } from '../../promql/tree.ts'
import type { Check } from '../check.ts'

export const bucketEdge: Check = {
  id: 'bucket-edge',
  severity: 'error',
  covers: ['H03', 'H04'],
  isLocal: true,
  about:
    'A matcher on `le` names a bucket that the histogram has, in a spelling that its series have. A bucket that does not exist has no series. A whole edge is `1` or `1.0`: Python writes the second, Go the first, Prometheus 2 compares the text as it came, and Prometheus 3 turns all into the second. A pattern such as `1(\\\\.0)?` reads both.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      selectors(query.expr).flatMap((selector) => {
        const edges = edgesOf(subject, selector)
        const matchers = selector.matchers.filter(({ label, value }) => label === 'le' && !hasMacro(value))
        return edges === undefined
          ? []
          : matchers.flatMap((culprit) => {
              const problem = problemOf(culprit, selector.metric ?? '', edges)
              return problem === undefined ? [] : [{ place: query.place, query: { ...query, culprit }, ...problem }]
            })
      }),
    ),
}

/** The finite edges of the histogram whose buckets a selector reads; `undefined` where they are not known. */
function edgesOf({ catalog }: Subject, { metric = '' }: Selector): readonly number[] | undefined {
  const known = metric.endsWith('_bucket') ? catalog.find(metric) : undefined
  if (known === undefined || 'recording' in known) return undefined
  if ('foreign' in known) return known.foreign.edges
  return known.metric.facts.guessed ? undefined : known.metric.edges
}

function problemOf(matcher: Matcher, metric: string, edges: readonly number[]) {
  const chosen: Matcher = { ...matcher, op: matcher.op === '=' || matcher.op === '!=' ? '=' : '=~' }
  const reads = (spelling: string): boolean => accepts(chosen, spelling) !== false
  const short = edges.filter((edge) => [String(edge), goFloat(edge)].some(reads))
  const long = edges.filter((edge) => Number.isInteger(edge) && reads(`${edge}.0`))
  if (short.length + long.length === 0 && !reads('+Inf')) {
    return {
      what: `No bucket of ${metric} fits le${matcher.op}"${matcher.value}": they end at ${edges.join(', ')} and +Inf.`,
      next: 'Take one of these edges.',
    }
  }
  const single = short.find((edge) => Number.isInteger(edge) && !long.includes(edge))
  if (single === undefined) return undefined
  return {
    what: `le${matcher.op}"${matcher.value}" reads the bucket ${single} in one spelling only: Python and Prometheus 3 write "${single}.0".`,
    next: `Match both: le=~"${single}(\\\\.0)?".`,
  }
}
