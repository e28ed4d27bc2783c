import { toYaml } from '../documents/yaml-text.ts'
import type { Objective } from '../language/slo/objective.ts'
import { magnitude } from '../language/units.ts'
import { type Model, objectivesOf } from '../model/model.ts'
import type { Artifact } from '../output/artifact.ts'
import { printLine } from '../promql/print.ts'
import { isOpen } from '../promql/rewrite.ts'
import { type Expr, openWindow } from '../promql/tree.ts'
import { mapChildren } from '../promql/walk.ts'

/** Each service level objective in OpenSLO v1, for tools that read that. */
export const openSLO = ({ groups }: Model): readonly Artifact[] =>
  groups.flatMap(({ file, alerts }) =>
    objectivesOf(alerts).map((about) => ({ path: `slo/${about.slo}.yaml`, text: toYaml(documentOf(about), file) })),
  )

function documentOf({ slo, title, promise, objective, over, component, indicator }: Objective) {
  const [part, total] = [indicator.part, indicator.total].map(counters)
  const isCounter = part !== undefined && total !== undefined
  const ask = (counter: Expr | undefined, rate: Expr) => ({
    metricSource: {
      type: 'Prometheus',
      spec: { query: isCounter && counter ? printLine(counter) : overAnyWindow(rate) },
    },
  })
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: slo, displayName: title },
    spec: {
      description: promise,
      service: component,
      indicator: {
        metadata: { name: slo, displayName: title },
        spec: {
          ratioMetric: {
            counter: isCounter,
            [indicator.side]: ask(part, indicator.part),
            total: ask(total, indicator.total),
          },
        },
      },
      timeWindow: [{ duration: over, isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ displayName: title, target: magnitude(objective) }],
    },
  }
}

/** The same of the counters themselves; `undefined` where not all that is asked of them is a rate. */
function counters(expr: Expr): Expr | undefined {
  const plain = withoutRates(expr)
  return isOpen(plain) ? undefined : plain
}

function withoutRates(expr: Expr): Expr {
  const [counter] = expr.is === 'call' && expr.fn === 'rate' ? expr.args : []
  if (counter?.is === 'selector') {
    const { range: _, ...now } = counter
    return now
  }
  return mapChildren(expr, withoutRates)
}

/** With the window as OpenSLO's readers have it filled in. */
const overAnyWindow = (expr: Expr): string => printLine(expr).replaceAll(`[${openWindow}]`, '[{{.window}}]')
