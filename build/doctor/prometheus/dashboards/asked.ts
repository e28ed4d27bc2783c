import { type Model, type PlacedDashboard, panelsOf } from '../../../model/model.ts'
import { parseDuration, secondsOf } from '../../../promql/duration.ts'
import { closeWindow } from '../../../promql/rewrite.ts'
import type { Expr } from '../../../promql/tree.ts'
import { mapSelectors } from '../../../promql/walk.ts'
import { isMomentary, leastInterval } from '../../../targets/grafana/resolution.ts'

/** A query that Grafana sends for a panel, with everything chosen. */
export interface Asked {
  readonly dashboard: string
  /** `Dashboard › Panel`. */
  readonly place: string
  readonly expr: Expr
  /** The distance of the points that it is asked for over the shown hour, in seconds; none where it is asked for one moment. */
  readonly step: number | undefined
}

/** The hour that the doctor looks at, in seconds. */
export const shownSeconds = 3600

/** The queries of every panel of every dashboard. */
export const askedBy = (model: Model): readonly Asked[] =>
  model.dashboards.flatMap((dashboard) =>
    panelsOf(dashboard).flatMap((panel) =>
      panel.targets.map(({ expr }) => ({
        dashboard: dashboard.title,
        place: `${dashboard.title} › ${panel.title}`,
        expr: chosen(closed(expr, model), dashboard),
        step: isMomentary(panel) ? undefined : Math.max(stepOf(model), secondsOf(leastInterval(panel)) ?? 0),
      })),
    ),
  )

/** The step at which Grafana asks over an hour, in seconds: that of the scrapes, and at least 15. */
const stepOf = (model: Model): number => Math.max(15, scrapeSeconds(model))

const scrapeSeconds = ({ stack }: Model): number => parseDuration(stack.scrape.interval) / 1000

/** With the windows that Grafana chooses at that step. */
const closed = (expr: Expr, model: Model): Expr =>
  mapSelectors(closeWindow(expr, rateInterval(model)), (selector) =>
    selector.range === '$__interval' ? { ...selector, range: `${stepOf(model)}s` } : selector,
  )

/** Grafana's `$__rate_interval` at that step. */
const rateInterval = (model: Model): string =>
  `${Math.ceil(Math.max(stepOf(model) + scrapeSeconds(model), 4 * scrapeSeconds(model)))}s`

/** Each picker's variable, replaced by what Grafana puts there for all values. */
const chosen = (expr: Expr, { filters }: PlacedDashboard): Expr =>
  mapSelectors(expr, (selector) => ({
    ...selector,
    matchers: selector.matchers.map((matcher) =>
      filters.some(({ name }) => matcher.value === `$${name}`) ? { ...matcher, value: '.*' } : matcher,
    ),
  }))
