import { accepts, patternOf } from '../promql/regex/compile.ts'
import { exampleOf } from '../promql/regex/example.ts'
import type { Selector } from '../promql/tree.ts'

/** The name of the series that a selector reads: where it only says what the name is like, one such name. */
export function nameOf({ metric, matchers }: Selector): string | undefined {
  if (metric !== undefined) return metric
  const named = matchers.filter(({ label }) => label === '__name__')
  const candidates = named.flatMap((matcher) => {
    if (matcher.op === '=') return [matcher.value]
    if (matcher.op !== '=~') return []
    const example = exampleOf(matcher.value)
    return [...(patternOf(matcher).literals ?? []), ...(example === undefined ? [] : [example])]
  })
  return candidates.find((name) => named.every((matcher) => accepts(matcher, name) === true))
}

/** Whether a series is, by its name, only there for its labels. */
export const tellsLabels = ({ metric = '' }: Selector): boolean => /_(?:info|labels)$/.test(metric)
