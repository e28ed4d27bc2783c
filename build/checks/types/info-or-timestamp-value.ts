import { textBelow } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { compareNumbers } from '../../promql/infer/domain.ts'
import { selectors } from '../../promql/rewrite.ts'
import type { Check } from '../check.ts'
import { limitOf } from '../support/around.ts'
import { inferenceOf } from '../support/inference.ts'
import { findingOf, type Inspected, inspect, type Remark } from '../support/inspect.ts'

export const infoOrTimestampValue: Check = {
  id: 'info-or-timestamp-value',
  severity: 'error',
  covers: ['T09'],
  isLocal: true,
  about:
    'An info metric is 1 as long as it exists, so a comparison that asks for another value is never true: what is meant is that the series is gone (absent) or that a label has changed. A timestamp is seconds since 1970: compared with a duration, or drawn as one, it is about 57 years. Its age is `time() - timestamp`.',
  run: (subject) => [
    ...inspect(subject, compared),
    ...subject.dashboards.flatMap(({ panels }) => panels.flatMap((panel) => drawn(subject, panel))),
  ],
}

function compared({ node, of }: Inspected): Remark | undefined {
  const limit = limitOf(node)
  if (limit === undefined) return undefined
  const { kind, domain } = of(limit.expr)
  const name = selectors(limit.expr).find((selector) => of(selector).kind === kind)?.metric
  if (
    kind === 'info' &&
    name !== undefined &&
    domain.min === 1 &&
    domain.max === 1 &&
    !compareNumbers(limit.op, 1, limit.value)
  ) {
    return {
      culprit: node,
      what: `${name} is an info metric and always 1: this is never true.`,
      next: 'Take absent() for a series that is gone, or compare a label by counting its values: count(count by (…) (…)).',
    }
  }
  if (kind !== 'timestamp' || limit.value >= earliest || limit.value === 0) return undefined
  return {
    culprit: node,
    what: `${name ?? 'This'} is a moment, in seconds since 1970, and ${limit.value} is none: about 1.7 billion is compared with it.`,
    next: `Compare the age: time() - ${name ?? '…'}.`,
  }
}

/** September 2001; a number below it is no moment of anything that is monitored. */
const earliest = 1e9

const asNumber = new Set([undefined, '', 'none', 'short', 's', 'ms', 'dtdurations', 'dthms'])

function drawn(subject: Subject, { type, unit, targets, json }: Panel) {
  const { overrides } = (json.fieldConfig ?? {}) as { readonly overrides?: unknown }
  const overridden = Array.isArray(overrides) && overrides.length > 0
  // Of the answer the panel may show another field than the value, such as the time.
  if (
    overridden ||
    textBelow(json, 'options', 'reduceOptions', 'fields') ||
    !asNumber.has(unit) ||
    !['timeseries', 'stat', 'gauge', 'bargauge', 'graph'].includes(type)
  )
    return []
  return targets.flatMap(({ query }) => {
    if (query === undefined || inferenceOf(subject, query).value.kind !== 'timestamp') return []
    return [
      findingOf(query, {
        culprit: query.expr,
        what: `This is a moment, in seconds since 1970, and the panel shows it ${unit === undefined || unit === '' ? 'without a unit' : `in the unit ${unit}`}.`,
        next: 'Show its age, time() - …, or multiply by 1000 and choose a date as the unit.',
      }),
    ]
  })
}
