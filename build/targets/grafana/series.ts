import { escapeRegExp } from '../../language/labels.ts'
import type { SeriesLook } from '../../language/looks.ts'
import type { Panel, Target } from '../../language/panel.ts'
import type { Override } from './sdk.ts'
import { grafanaUnit } from './units.ts'

/** What an author said of one series, and the axis and unit of those at the right. */
export function seriesLooks({
  targets,
  graph: { series = {}, right = [] },
}: Pick<Panel, 'targets' | 'graph'>): readonly Override[] {
  const atRight = targets
    .filter(({ legend }) => right.includes(legend))
    .map((target) => ({
      matcher: matching(target),
      properties: [
        { id: 'unit', value: grafanaUnit[target.unit] },
        { id: 'custom.axisPlacement', value: 'right' },
      ],
    }))
  const looks = Object.entries(series).flatMap(([name, look]): readonly Override[] => {
    const target = targets.find(({ legend }) => legend === name || legend.startsWith(`${name} {{`))
    return target === undefined ? [] : [{ matcher: matching(target), properties: propertiesOf(look) }]
  })
  return [...atRight, ...looks]
}

/** A name with labels behind it is the beginning of each of its series. */
function matching({ legend }: Target): Override['matcher'] {
  const [name = ''] = legend.split(' {{')
  return name === legend
    ? { id: 'byName', options: legend }
    : { id: 'byRegexp', options: `/^${escapeRegExp(name).replaceAll('/', '\\/')} /` }
}

const propertiesOf = ({ color, line, unlisted }: SeriesLook): Override['properties'] => [
  ...(color === undefined ? [] : [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }]),
  ...(line === 'dashed' ? [{ id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } }] : []),
  ...(line === 'none' ? [{ id: 'custom.lineWidth', value: 0 }] : []),
  ...(unlisted ? [{ id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } }] : []),
]
