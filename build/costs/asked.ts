import type { PlacedDashboard } from '../model/model.ts'
import { type Model, panelsOf } from '../model/model.ts'
import { secondsOf } from '../promql/duration.ts'
import type { Expr } from '../promql/tree.ts'
import { isMomentary, leastInterval } from '../targets/grafana/resolution.ts'
import type { Evaluation } from './samples.ts'

/** A query that somebody evaluates: a panel at each refresh, or Prometheus by itself. */
export interface Asked {
  /** `Shop / Overview › Errors`, `alerts/slow-tasks.yml › ApiLatencyHigh`. */
  readonly where: string
  readonly expr: Expr
}

/** One of a dashboard's. */
export interface Shown extends Asked {
  /** Whether it asks for one moment. */
  readonly isMomentary: boolean
  /** The least distance of its points, in seconds. */
  readonly least: number
}

/** The time ranges for which a dashboard's cost is told, in seconds. */
export const ranges = { '1h': 3600, '24h': 86_400, '7d': 604_800 } as const
export type RangeName = keyof typeof ranges

/** Every query of a dashboard. Those of a closed row are asked when somebody opens it. */
export const shownIn = (dashboard: PlacedDashboard): readonly Shown[] => [
  ...panelsOf(dashboard).flatMap((panel) =>
    panel.targets.map(({ expr, written }) => ({
      where: `${dashboard.title} › ${panel.title}`,
      expr,
      isMomentary: written?.instant ?? isMomentary(panel),
      least: secondsOf(leastInterval(panel) ?? '0s'),
    })),
  ),
  ...dashboard.annotations.map(({ name, expr }) => ({
    where: `${dashboard.title} › annotation ${name}`,
    expr,
    isMomentary: false,
    // As the annotation is written.
    least: 60,
  })),
]

/** The rules of a group, and how often they are evaluated, in seconds. */
export interface Evaluated {
  readonly name: string
  readonly interval: number
  readonly rules: readonly Asked[]
}

export const evaluatedIn = ({ groups, stack }: Model): readonly Evaluated[] =>
  groups.map(({ name, interval, recordings, alerts }) => ({
    name,
    interval: secondsOf(interval ?? stack.evaluationInterval),
    rules: [
      ...recordings.map(({ name: record, computed }) => ({ where: `alerts/${name}.yml › ${record}`, expr: computed })),
      ...alerts.flatMap(({ name: alert, arms }) =>
        arms.map(({ when }) => ({ where: `alerts/${name}.yml › ${alert}`, expr: when.expr })),
      ),
    ],
  }))

/** The points that Grafana draws over the width of a panel, at most. */
export const points = 1000

/** How a dashboard's query is evaluated while it shows this range. */
export function evaluationOf({ stack }: Pick<Model, 'stack'>, shown: Shown, range: number): Evaluation {
  const scrape = secondsOf(stack.scrape.interval)
  const step = shown.isMomentary ? scrape : Math.max(stepOf(range), scrape, shown.least)
  return {
    moments: shown.isMomentary ? 1 : Math.floor(range / step) + 1,
    step,
    rateInterval: Math.max(step + scrape, 4 * scrape),
    range,
    evaluationInterval: secondsOf(stack.evaluationInterval),
  }
}

/** Distances that Grafana rounds to, in seconds, each from half way below it on. */
const steps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600] as const

/** The distance of the points of a line: the range over their number, rounded as Grafana does. */
function stepOf(range: number): number {
  const exact = range / points
  return steps.find((step, at) => exact < (step + (steps[at + 1] ?? Number.POSITIVE_INFINITY)) / 2) ?? 3600
}

/** How a rule is evaluated: once. */
export const ruleEvaluation = ({ stack }: Pick<Model, 'stack'>, interval: number): Evaluation => ({
  moments: 1,
  step: interval,
  rateInterval: 4 * secondsOf(stack.scrape.interval),
  range: 0,
  evaluationInterval: secondsOf(stack.evaluationInterval),
})
