import type { Panel } from '../../language/panel.ts'
import { parseDuration } from '../../promql/duration.ts'
import { selectors } from '../../promql/rewrite.ts'

/** From this window on, in milliseconds, each point of a line would hold most of what the point before it held. */
const longWindow = 15 * 60_000

/**
 * Whether a panel asks for what is so now, rather than for a line over the shown time: a dial and a bar have no room for
 * a line, and one over a long window would read an hour of samples for each of its points. It is also the honest
 * question: the last point of a line may be an hour old.
 */
export const isMomentary = ({ type, targets }: Pick<Panel, 'type' | 'targets'>): boolean =>
  type === 'table' || type === 'bargauge' || type === 'gauge' || (type === 'stat' && targets.some(readsFarBack))

const readsFarBack = ({ expr }: Panel['targets'][0]): boolean =>
  selectors(expr).some(({ range }) => range !== undefined && /^\d/.test(range) && parseDuration(range) >= longWindow)
