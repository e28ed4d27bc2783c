import type { Panel, PanelType } from '../../language/panel.ts'
import { parseDuration } from '../../promql/duration.ts'
import { selectors } from '../../promql/rewrite.ts'

/** Visualizations of what is so now. */
const momentary: readonly PanelType[] = ['table', 'bargauge', 'gauge', 'stat', 'piechart', 'barchart']

/**
 * Whether a panel asks for what is so now, rather than for a line over the shown time. The last point of a line is as old
 * as the distance of its points, an hour on a dashboard that shows a week; where nothing is scraped any more it is older
 * still, and a tile would stay green on it.
 */
export const isMomentary = ({ type }: Pick<Panel, 'type'>): boolean => momentary.includes(type)

/** From this window on, in milliseconds, each point of a line would hold most of what the point before it held. */
const longWindow = 15 * 60_000

/**
 * The least distance of a line's points, Grafana's `Min interval`: a line over long windows moves too slowly for one
 * point a scrape, and each point costs Prometheus the whole window. None where anything moves faster: a short window,
 * one that follows the distance itself as `$__rate_interval` does, a gauge.
 */
export function leastInterval(panel: Pick<Panel, 'type' | 'targets'>): string | undefined {
  const windows = windowsOf(panel.targets)
  const isSlow = windows.length > 0 && windows.every((window) => window >= longWindow)
  return isSlow && !isMomentary(panel) ? '1m' : undefined
}

/** The windows that a panel reads, in milliseconds; 0 for the value of one moment, and for one that Grafana chooses. */
const windowsOf = (targets: Panel['targets']): readonly number[] =>
  targets
    .flatMap(({ expr }) => selectors(expr))
    .map(({ range }) => (range !== undefined && /^\d/.test(range) ? parseDuration(range) : 0))
