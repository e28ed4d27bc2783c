import { textBelow } from '../../documents/values.ts'
import { pair } from '../match/pair.ts'
import { difference } from '../promql/condition.ts'
import { noQuery } from '../promql/query.ts'
import type { PanelView, TargetView } from '../read/dashboard.ts'
import { change, quoted, shown } from '../words.ts'
import { queryDetail } from './detail.ts'
import { diffFields, without } from './fields.ts'
import { isGrafanaDefault, noise } from './grafana.ts'
import { fieldLines } from './lines.ts'
import type { PanelLine } from './panel.ts'

type Line = Omit<PanelLine, 'panel'>

/** What the queries of a panel ask differently. Their letters and their order are noise. */
export function compareTargets(old: PanelView, now: PanelView): readonly Line[] {
  const { pairs, removed, added } = pair(old.targets, now.targets, [
    // What is written alike need not be parsed.
    ({ refId, query }) => `${refId} ${query.written}`,
    ({ query }) => query.canonical.text,
    ({ refId }) => refId,
    () => '',
  ])
  const isOne = old.targets.length === 1 && now.targets.length === 1
  return [
    ...sourceLines(pairs),
    ...removed.map(
      (each): Line => ({
        weight: 'data',
        said: ` no longer shows ${nameOf(each)}`,
        detail: queryDetail(each.query, noQuery),
      }),
    ),
    ...pairs.flatMap(([before, after]) =>
      compareTarget(before, after, {
        name: isOne ? 'the query' : `query ${after.refId}`,
        // A single line is often called after its panel, and is renamed with it.
        isRenamed: legendOf(before) === old.title && legendOf(after) === now.title,
      }),
    ),
    ...added.map(
      (each): Line => ({
        weight: 'data',
        said: ` also shows ${nameOf(each)}`,
        detail: queryDetail(noQuery, each.query),
      }),
    ),
  ]
}

const legendOf = ({ json }: TargetView): string => {
  const legend = textBelow(json, 'legendFormat') ?? ''
  return legend === '__auto' ? '' : legend
}

const nameOf = (target: TargetView): string =>
  legendOf(target) === '' ? `query ${target.refId}` : quoted(legendOf(target))

type Pairs = readonly (readonly [TargetView, TargetView])[]

/** Told once for the panel where all its queries share it. */
function sourceLines(pairs: Pairs): readonly Line[] {
  const told = pairs
    .filter(([before, after]) => before.datasource !== after.datasource && !isConverted(before, after))
    .map(([before, after]) => sourceLine(before.datasource, after.datasource))
  return [...new Set(told)].map((said) => ({ weight: 'data', said }))
}

/** A newer release writes the uid where the name stood: which uid a name has, only the server knows. */
const isConverted = (before: TargetView, after: TargetView): boolean =>
  before.isNamed !== after.isNamed &&
  [before, after].every(({ datasource = '$' }) => !datasource.includes('$') && datasource !== '-- Mixed --')

function sourceLine(before: string | undefined, after: string | undefined): string {
  if (after === undefined) return ' lost its data source'
  return before === undefined ? ` asks data source ${after}` : ` asks data source ${after}, no longer ${before}`
}

function compareTarget(
  old: TargetView,
  now: TargetView,
  { name, isRenamed }: { readonly name: string; readonly isRenamed: boolean },
): readonly Line[] {
  const settings = diffFields(without(old.json, elsewhere), without(now.json, elsewhere), isGrafanaDefault)
  const legends = [legendOf(old), legendOf(now)].map((legend) => legend || undefined)
  return [
    ...queryLines(old, now, name),
    ...(timesOf(old) === timesOf(now)
      ? []
      : [{ weight: 'data' as const, said: `: ${name} asks for ${timesOf(now)}, no longer for ${timesOf(old)}` }]),
    ...(isRenamed || legends[0] === legends[1]
      ? []
      : [{ weight: 'appearance' as const, said: `: legend of ${name} ${change(legends[0], legends[1])}` }]),
    ...fieldLines({ part: '', name: `: ${name}` }, settings, () => 'data').map(({ part: _, what, ...line }) => ({
      ...line,
      said: what,
    })),
  ]
}

/** Without either flag Grafana asks for a range. */
const timesOf = ({ json: { range, instant } }: TargetView): string =>
  instant !== true ? 'a range of time' : range === true ? 'a range of time and its end' : 'the end of the time'

/** Compared above, or told by nobody. */
const elsewhere = ['refId', 'expr', 'rawSql', 'query', 'datasource', 'legendFormat', 'range', 'instant', ...noise]

function queryLines(old: TargetView, now: TargetView, name: string): readonly Line[] {
  if (old.query.equals(now.query)) return []
  const [before, after] = [old.query.canonical.expr, now.query.canonical.expr]
  const found = before && after && difference(before, after)
  if (found?.is === 'window')
    return [{ weight: 'data', said: `: window of ${name} ${shown(found.from)} → ${shown(found.to)}` }]
  return [{ weight: 'data', said: `: ${name} changed`, detail: queryDetail(old.query, now.query) }]
}
