import type { Panel } from '../../language/panel.ts'
import { parseDuration } from '../../promql/duration.ts'
import { selectors } from '../../promql/rewrite.ts'

type Asking = Pick<Panel, 'type' | 'targets'>

/** From this window on, in milliseconds, each point of a line would hold most of what the point before it held. */
const longWindow = 15 * 60_000

/**
 * Whether a panel asks for what is so now, rather than for a line over the shown time: a dial and a bar have no room for
 * a line, and one over a long window would read an hour of samples for each of its points. It is also the honest
 * question: the last point of a line may be an hour old.
 */
export const isMomentary = ({ type, targets }: Asking): boolean =>
  type === 'table' ||
  type === 'bargauge' ||
  type === 'gauge' ||
  (type === 'stat' && windowsOf(targets).some((window) => window >= longWindow))

/**
 * The least distance of a line's points, Grafana's `Min interval`: a line over long windows moves too slowly for one
 * point a scrape, and each point costs Prometheus the whole window. None where anything moves faster: a short window,
 * one that follows the distance itself as `$__rate_interval` does, a gauge.
 */
export function leastInterval(panel: Asking): string | undefined {
  const windows = windowsOf(panel.targets)
  const isSlow = windows.length > 0 && windows.every((window) => window >= longWindow)
  return isSlow && !isMomentary(panel) ? '1m' : undefined
}

/** The windows that a panel reads, in milliseconds; 0 for the value of one moment, and for one that Grafana chooses. */
const windowsOf = (targets: Panel['targets']): readonly number[] =>
  targets
    .flatMap(({ expr }) => selectors(expr))
    .map(({ range }) => (range !== undefined && /^\d/.test(range) ? parseDuration(range) : 0))
