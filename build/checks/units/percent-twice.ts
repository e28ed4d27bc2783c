import { below, objectsBelow, textBelow } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { bare } from '../../promql/walk.ts'
import type { Check, Finding } from '../check.ts'
import { inferenceOf } from '../support/inference.ts'
import { hasOneUnit, measuredBy } from '../support/measured.ts'
import { isPercentage, isShare } from '../support/percentage.ts'

export const percentTwice: Check = {
  id: 'percent-twice',
  severity: 'error',
  covers: ['U03'],
  isLocal: true,
  about:
    'A share becomes a percentage once: by × 100 in the query under the unit `percent`, or by the unit `percentunit`, which multiplies by itself. A quotient times 100 under `percentunit` is shown a hundred times too large, whatever the metrics are; so is one that a Grafana expression or transformation multiplies, and one that both the query and an expression do. Where the units of the metrics are known, `unit-scale` tells.',
  run: (subject) =>
    subject.dashboards.flatMap(({ panels }) =>
      panels.flatMap((panel) => [...inQueries(subject, panel), ...inExpressions(panel), ...inTransformations(panel)]),
    ),
}

const next = 'Drop the "* 100", or set the unit to percent.'

function inQueries(subject: Subject, panel: Panel): readonly Finding[] {
  if (panel.unit !== 'percentunit' || !hasOneUnit(panel)) return []
  const hidden = new Set(readOnly(panel))
  return panel.targets.flatMap(({ refId, query }) => {
    if (query === undefined || hidden.has(refId)) return []
    if (!isPercentage(query.expr) || measuredBy(inferenceOf(subject, query).value) !== undefined) return []
    return [
      {
        place: panel.place,
        query: { ...query, culprit: query.expr },
        what: 'The query multiplies a quotient by 100, and the unit "percentunit" does so again: it reads 100 times too large.',
        next,
      },
    ]
  })
}

/** Grafana's own arithmetic over the queries: `$B / $A * 100`. */
function inExpressions(panel: Panel): readonly Finding[] {
  if (!hasOneUnit(panel)) return []
  return mathOf(panel).flatMap(({ expression, read }) => {
    if (!/\*\s*100(?![\d.])|(?<![\d.$\w])100(?:\.0+)?\s*\*/.test(expression)) return []
    const [only] = read
    const source = panel.targets.find(({ refId }) => refId === only)?.query
    const again = read.length === 1 && source !== undefined && isPercentage(source.expr)
    const isQuotient = /\$\{?\w+\}?[\s)]*\/[\s(]*\$/.test(expression)
    if (!again && !(isQuotient && panel.unit === 'percentunit')) return []
    const at = expression.indexOf('100')
    return [
      {
        place: panel.place,
        excerpt: { text: expression, from: at, to: at + 3 },
        what: again
          ? `The expression multiplies by 100 what the query ${only} has multiplied by 100 already.`
          : 'The expression multiplies a quotient by 100, and the unit "percentunit" does so again: it reads 100 times too large.',
        next: again ? 'Multiply once.' : next,
      },
    ]
  })
}

/** The calculation that Grafana adds as a field: `Value * 100`. */
function inTransformations(panel: Panel): readonly Finding[] {
  if (panel.unit !== 'percentunit' || !hasOneUnit(panel)) return []
  if (!panel.targets.some(({ query }) => query !== undefined && isShare(bare(query.expr)))) return []
  const multiplies = objectsBelow(panel.json, 'transformations').some(({ id, options }) => {
    const binary = below(options, 'binary')
    const sides = ['left', 'right'].map((side) => below(binary, side, 'fixed') ?? below(binary, side))
    return id === 'calculateField' && below(binary, 'operator') === '*' && sides.some((side) => Number(side) === 100)
  })
  if (!multiplies) return []
  return [
    {
      place: panel.place,
      what: 'A transformation multiplies a quotient by 100, and the unit "percentunit" does so again: it reads 100 times too large.',
      next: 'Remove the transformation, or set the unit to percent.',
    },
  ]
}

interface Mathematics {
  readonly expression: string
  /** The letters of the queries that it reads. */
  readonly read: readonly string[]
}

const mathOf = ({ json }: Panel): readonly Mathematics[] =>
  objectsBelow(json, 'targets').flatMap((query) => {
    const expression = query.type === 'math' ? textBelow(query, 'expression') : undefined
    if (expression === undefined) return []
    return [
      { expression, read: [...new Set([...expression.matchAll(/\$\{?(\w+)\}?/g)].map(([, letter = '']) => letter))] },
    ]
  })

/** The letters of queries that are not shown themselves. */
const readOnly = ({ json }: Panel): readonly string[] =>
  objectsBelow(json, 'targets').flatMap(({ refId, hide }) => (hide === true ? [String(refId)] : []))
