import { queriesOf } from '../../model/queries.ts'
import { accepts } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { listed } from '../support/alternatives.ts'
import { candidatesOf, knownOf, matchersOf } from '../support/known-series.ts'

export const contradictoryMatchers: Check = {
  id: 'contradictory-matchers',
  severity: 'error',
  covers: ['L05'],
  isLocal: true,
  about:
    'The matchers of one selector can all be true at once. `{job="a",job="b"}` asks for series whose job is both, and `!~".*"` excludes every value: both are legal and answer nothing.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      selectors(query.expr).flatMap((selector) =>
        [...new Set(selector.matchers.map(({ label }) => label))].flatMap((label) => {
          const matchers = matchersOf(selector, label)
          const culprit = matchers.at(-1)
          const values = knownOf(subject, selector)?.valuesOf(label)
          if (culprit === undefined || !contradict(matchers, values)) return []
          const shown = listed(matchers.map(({ op, value }) => `${label}${op}"${value}"`))
          return [
            {
              place: query.place,
              query: { ...query, culprit },
              what:
                matchers.length === 1
                  ? `${shown} excludes every value, so no series is selected.`
                  : `No value of ${label} fits ${shown}, so no series is selected.`,
              next:
                matchers.length === 1 ? 'Remove the matcher.' : `Keep one of them, or widen it with ${label}=~"…|…".`,
            },
          ]
        }),
      ),
    ),
}

/** Whether no value satisfies all matchers, though one satisfies each: whatever else is wrong has a check of its own. */
function contradict(matchers: readonly Matcher[], known: readonly string[] | undefined): boolean {
  if (matchers.some(({ op, value }) => op === '!~' && (value === '.*' || value === '(.*)'))) return true
  const candidates = matchers.map(candidatesOf).find((values) => values !== undefined) ?? known
  if (matchers.length < 2 || candidates === undefined) return false
  const fits = (matcher: Matcher, value: string): boolean => accepts(matcher, value) !== false
  // A series that lacks the label has it empty.
  const all = [...new Set([...candidates, ''])].filter(
    (value) => value !== '' || matchers.every((each) => fits(each, '')),
  )
  const alone = matchers.every(
    (matcher) => candidatesOf(matcher) || (known?.some((value) => fits(matcher, value)) ?? true),
  )
  return alone && !all.some((value) => matchers.every((matcher) => fits(matcher, value)))
}
