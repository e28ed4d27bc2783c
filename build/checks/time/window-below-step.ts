import type { Dashboard, Panel } from '../../documents/views.ts'
import type { Check } from '../check.ts'
import { inWords, secondsOf, windowsOf } from '../support/windows.ts'

/** Visualizations that draw every point; the others show one value, or the last. */
const drawn: readonly string[] = ['timeseries', 'graph', 'heatmap']
/** Pixels of one column of Grafana's grid of 24, on a screen 1440 pixels wide. */
const columnWidth = 60

export const windowBelowStep: Check = {
  id: 'window-below-step',
  severity: 'warning',
  covers: ['R04'],
  isLocal: true,
  about:
    "A fixed window in a graph is at least as long as the distance between two points, at the dashboard's own time range: otherwise what happens between two windows is on no point, and a peak shows or hides by the reader's screen. `$__rate_interval` follows the distance. The distance is computed from the time range that the dashboard opens with, the panel's width on a screen of 1440 pixels, its `maxDataPoints` and its own minimum interval.",
  run: ({ dashboards }) =>
    dashboards.flatMap((dashboard) =>
      dashboard.panels
        .filter(({ type }) => drawn.includes(type))
        .flatMap((panel) => {
          const range = rangeOf(dashboard, panel)
          const step = range === undefined ? undefined : stepOf(panel, range)
          if (range === undefined || step === undefined) return []
          return panel.targets.flatMap(({ query, instant }) =>
            query === undefined || instant
              ? []
              : [...windowsOf(query.expr)]
                  .filter(({ seconds, nested }) => !nested && seconds !== undefined && seconds < step)
                  .map(({ node, seconds = 0 }) => ({
                    place: query.place,
                    query: { ...query, culprit: node, part: 'range' },
                    what: `The dashboard opens with ${inWords(range)}, of which a point of this panel stands for ${inWords(step)}, and the window sees ${inWords(seconds)} of them.`,
                    next: 'Write $__rate_interval, which is never shorter than the distance between two points.',
                  })),
          )
        }),
    ),
}

/** Seconds that the panel shows when its dashboard is opened: `now-7d` to `now`. */
function rangeOf({ json }: Dashboard, panel: Panel): number | undefined {
  const time = json.time as { readonly from?: unknown; readonly to?: unknown } | undefined
  const own = panel.json.timeFrom
  if (typeof own === 'string' && own !== '') return secondsOf(own.replace(/^now-/, ''))
  if (typeof time?.from !== 'string' || (time.to !== undefined && time.to !== 'now')) return undefined
  const [, back = ''] = /^now-(\d+[smhdw])$/.exec(time.from) ?? []
  return secondsOf(back)
}

function stepOf({ gridPos, json }: Panel, range: number): number | undefined {
  const most = typeof json.maxDataPoints === 'number' ? json.maxDataPoints : gridPos && gridPos.w * columnWidth
  if (most === undefined || most <= 0) return undefined
  const least = typeof json.interval === 'string' ? (secondsOf(json.interval.replace(/^>/, '')) ?? 0) : 0
  return Math.max(Math.round(range / most), least)
}
