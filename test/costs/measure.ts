import { evaluationOf, type RangeName, ranges, shownIn } from '../../build/costs/asked.ts'
import type { Model } from '../../build/model/model.ts'
import { print } from '../../build/promql/print.ts'
import type { Prometheus } from '../support/prometheus.ts'

/** What a query of a dashboard read of a server, and what it was answered. */
export interface Measured {
  readonly dashboard: string
  readonly where: string
  readonly samples: number
  /** The values at each moment, by the labels of the series, each as a number. */
  readonly answer: ReadonlyMap<string, ReadonlyMap<number, number>>
}

interface Answer {
  readonly result: readonly {
    readonly metric: Readonly<Record<string, string>>
    readonly value?: readonly [number, string]
    readonly values?: readonly (readonly [number, string])[]
  }[]
  readonly stats: { readonly samples: { readonly totalQueryableSamples: number } }
}

/** Asks a server all that the dashboards ask for a range that ends at `end`, in Unix seconds, with everything chosen. */
export async function measured(
  server: Prometheus,
  model: Model,
  range: RangeName,
  end: number,
): Promise<readonly Measured[]> {
  const found: Measured[] = []
  for (const dashboard of model.dashboards)
    for (const shown of shownIn(dashboard)) {
      const { moments, step, rateInterval } = evaluationOf(model, shown, ranges[range])
      const query = print(shown.expr)
        .replaceAll('$__rate_interval', `${rateInterval}s`)
        .replaceAll('$__interval', `${step}s`)
        .replaceAll('$__range', `${ranges[range]}s`)
        .replace(/\$\w+/g, '.*')
      const start = String(end - (moments - 1) * step)
      const answer = (
        moments === 1
          ? await server.api('query', { query, stats: 'all', time: String(end) })
          : await server.api('query_range', { query, stats: 'all', start, end: String(end), step: String(step) })
      ) as Answer
      found.push({
        dashboard: dashboard.title,
        where: shown.where,
        samples: answer.stats.samples.totalQueryableSamples,
        answer: new Map(
          answer.result.map(({ metric, value, values = value === undefined ? [] : [value] }) => [
            JSON.stringify(Object.entries(metric).sort()),
            new Map(values.map(([time, text]) => [time, Number(text)])),
          ]),
        ),
      })
    }
  return found
}
