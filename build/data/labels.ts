import { firstFrom } from '../promql/evaluate/search.ts'
import type { Series } from '../promql/evaluate/series.ts'
import { accepts } from '../promql/regex/compile.ts'
import type { Selector } from '../promql/tree.ts'
import { metricOf } from './json.ts'
import { BadParameter, spanOf } from './parameters.ts'
import { expressionOf, namesRead } from './query.ts'
import type { Synthetic } from './synthetic.ts'

/** The labels of the series that `match[]` selects, as `/api/v1/series` lists them. Throws `BadParameter`. */
export function matchingSeries(day: Synthetic, form: URLSearchParams) {
  if (form.getAll('match[]').length === 0) throw new BadParameter('no match[] parameter provided')
  return selected(day, form).map(({ labels }) => metricOf(labels))
}

/** The values of a label, of all series or of those that `match[]` selects. Throws `BadParameter`. */
export function labelValues(day: Synthetic, label: string, form: URLSearchParams): readonly string[] {
  const values = selected(day, form).map(({ labels }) => labels[label] ?? '')
  return [...new Set(values)].filter((value) => value !== '').sort()
}

function selected(day: Synthetic, form: URLSearchParams): readonly Series[] {
  const { from, until } = spanOf(form)
  const matches = form.getAll('match[]')
  const found = (matches.length === 0 ? ['{__name__!=""}'] : matches)
    .map(selectorOf)
    .flatMap((selector) => day.together(namesRead(selector, day)).filter((series) => isSelected(series, selector)))
  return [...new Set(found)].filter(({ times }) => (times[firstFrom(times, from)] ?? Number.POSITIVE_INFINITY) <= until)
}

function selectorOf(text: string): Selector {
  const expr = expressionOf(text, 'match[]')
  if (expr.is === 'selector' && expr.range === undefined) return expr
  throw new BadParameter(`invalid parameter "match[]": ${text} is no selector`)
}

const isSelected = ({ labels }: Series, { matchers }: Selector): boolean =>
  matchers.every((matcher) => accepts(matcher, labels[matcher.label] ?? '') === true)
