import { queriesOf } from '../../model/queries.ts'
import { nearest } from '../../nearest.ts'
import { hasMacro } from '../../promql/macros.ts'
import { compile } from '../../promql/regex/compile.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Matcher } from '../../promql/tree.ts'
import type { Check } from '../check.ts'
import { alternatives, listed } from '../support/alternatives.ts'
import { knownOf } from '../support/known-series.ts'

export const unknownLabelValue: Check = {
  id: 'unknown-label-value',
  severity: 'error',
  covers: ['L02', 'L06'],
  isLocal: true,
  about:
    'Where all values of a label are known, each value that a query names is one of them, every alternative of a regular expression included. A value that is never produced selects nothing, or, in a negative matcher, excludes nothing. HTTP statuses are the codes from 100 to 599, alert names those of the rules, instances those of the static targets. Labels with an open set of values are believed; where a running Prometheus was asked, a value that it does not have and that is spelt almost as one that it has is a mistake, and so is one of what recording rules store.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      selectors(query.expr).flatMap((selector) => {
        const known = knownOf(subject, selector)
        if (known === undefined) return []
        return selector.matchers.flatMap((culprit) => {
          if (culprit.label === 'le' || hasMacro(culprit.value)) return []
          const closed = known.valuesOf(culprit.label)
          const values = closed ?? known.seen(culprit.label)
          if (values.length === 0) return []
          return strangers(culprit, values).flatMap((value) =>
            closed === undefined && meantBy(value, values) === undefined
              ? []
              : {
                  place: query.place,
                  query: { ...query, culprit, part: 'value' },
                  what: sentence(known.name, culprit, value, values),
                  next: 'Write a value that the metric has; upper and lower case differ.',
                },
          )
        })
      }),
    ),
}

/** What a matcher names that no value is. */
function strangers({ op, value }: Matcher, values: readonly string[]): readonly string[] {
  if (value === '') return []
  if (op === '=' || op === '!=') {
    // A regular expression where a text is due has a check of its own.
    const pattern = values.includes(value) ? undefined : compile(value)
    return pattern === undefined || values.some((each) => pattern.matches(each)) ? [] : [value]
  }
  return alternatives(value).filter((each) => {
    const pattern = compile(each)
    return each !== '' && pattern.error === undefined && values.every((other) => pattern.matches(other) === false)
  })
}

const meantBy = (value: string, values: readonly string[]): string | undefined =>
  values.find((each) => each.toLowerCase() === value.toLowerCase()) ??
  (/\d/.test(value) ? undefined : nearest(value, values))

function sentence(name: string, { label, op }: Matcher, value: string, values: readonly string[]): string {
  const effect = op === '=' || op === '=~' ? 'selects nothing' : 'excludes nothing'
  const meant = meantBy(value, values)
  const range =
    values.length > 100 ? `its values are ${values[0]} to ${values.at(-1)}` : `its values are ${listed(values)}`
  return `The label ${label} of ${name} never has the value ${value}, so it ${effect}; ${meant === undefined ? range : `the nearest value is ${meant}`}.`
}
