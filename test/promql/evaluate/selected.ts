import type { LabelSet, Series } from '../../../build/promql/evaluate/series.ts'
import { patternOf } from '../../../build/promql/regex/compile.ts'
import type { Expr, Matcher } from '../../../build/promql/tree.ts'
import { walk } from '../../../build/promql/walk.ts'
import type { Random } from '../conformance/random.ts'
import { combinations, randomSeries } from './series.ts'

/** Values that no pattern lists: `status=~"5.."`, `instance=~".+"`. */
const samples = ['200', '404', '500', 'one:80', 'two:80', 'GET', 'POST']
const edges = ['0.1', '0.5', '1', '10', '600.0', '+Inf']

/** Random series that the selectors of these queries find, with the labels by which the queries group and match. */
export function seriesFor(queries: readonly Expr[], random: Random): readonly Series[] {
  const known = new Map<string, Map<string, Set<string>>>()
  for (const query of queries) {
    const parts = [...walk(query)]
    const named = parts.flatMap(namesIn)
    for (const part of parts) {
      if (part.is !== 'selector' || part.metric === undefined) continue
      const labels = known.get(part.metric) ?? new Map<string, Set<string>>()
      known.set(part.metric, labels)
      for (const name of named) add(labels, name, name === 'le' ? edges : ['one', 'two'])
      for (const matcher of part.matchers) add(labels, matcher.label, valuesOf(matcher))
      if (part.metric.endsWith('_bucket')) add(labels, 'le', edges)
    }
  }
  return [...known].flatMap(([name, labels]) => {
    const values = Object.fromEntries([...labels].map(([label, set]) => [label, [...set]]))
    const shape = /_(?:total|count|sum|bucket)$/.test(name) ? 'counter' : /(?:^|_)up$/.test(name) ? 'state' : 'gauge'
    return some(combinations(name, values), random).map((each) => randomSeries(each, shape, random))
  })
}

function add(labels: Map<string, Set<string>>, name: string, values: readonly string[]): void {
  if (name === '__name__') return
  const known = labels.get(name) ?? new Set<string>()
  labels.set(name, known)
  for (const value of values.slice(0, 6)) known.add(value)
}

function valuesOf(matcher: Matcher): readonly string[] {
  if (matcher.op === '=' || matcher.op === '!=') return [matcher.value].filter((value) => value !== '')
  const pattern = patternOf(matcher)
  return pattern.literals ?? samples.filter((value) => pattern.matches(value))
}

function namesIn(part: Expr): readonly string[] {
  if (part.is === 'aggregation') return part.grouping?.kind === 'by' ? part.grouping.labels : []
  return part.is === 'binary' && part.matching?.kind === 'on' ? part.matching.labels : []
}

/** At most 24 of them. */
const some = (all: readonly LabelSet[], random: Random): readonly LabelSet[] =>
  all.length <= 24
    ? all
    : Array.from({ length: 24 }, () => random.pick(all)).filter((each, at, list) => list.indexOf(each) === at)
