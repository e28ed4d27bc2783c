import type { Place } from '../findings/diagnostic.ts'
import type { Cursor } from './cursor.ts'
import type { AsksPrometheus } from './data-source.ts'
import type { Reading } from './reading.ts'
import type { Panel, Target } from './views.ts'

/** Where a panel's title, row and position come from differs between the versions of the format; the rest does not. */
export interface PanelParts {
  readonly panel: Cursor
  readonly row: readonly string[]
  readonly type: string
  readonly fieldConfig: Cursor
  readonly gridPos: Panel['gridPos']
  readonly repeats: Panel['repeats']
  readonly targets: (place: Place) => readonly Target[]
  /** The panel in the classic form, where the file has another. */
  readonly json?: Panel['json']
}

export function panelFrom({ panel, row, type, fieldConfig, gridPos, repeats, targets, json }: PanelParts): Panel {
  const title = panel.get('title').text ?? ''
  const heading = panel.get('title').isThere ? panel.get('title') : panel
  const place = heading.place([...row, title === '' ? `panel ${panel.get('id').text ?? 'without a title'}` : title])
  const defaults = fieldConfig.get('defaults')
  return {
    place,
    id: panel.get('id').number,
    title,
    description: panel.get('description').text ?? '',
    type,
    unit: defaults.get('unit').text ?? oldUnit(panel),
    targets: targets(place),
    thresholds: thresholdsOf(defaults),
    gridPos,
    repeats,
    alert: undefined,
    json: json ?? panel.record,
  }
}

/** In percent of the range from `min` to `max`, thresholds say nothing of values where one of the two is not known. */
function thresholdsOf(defaults: Cursor): Panel['thresholds'] {
  const steps = defaults.get('thresholds', 'steps').items
  const [least, most] = [defaults.get('min').number, defaults.get('max').number]
  const isRelative = defaults.get('thresholds', 'mode').text === 'percentage'
  if (isRelative && (least === undefined || most === undefined)) return []
  const limitOf = (value: number): number =>
    isRelative ? (least ?? 0) + (((most ?? 0) - (least ?? 0)) * value) / 100 : value
  return steps.map((step, at) => {
    const value = step.get('value').number
    // The lowest has no lower end, whatever is written: newer releases write 0.
    return { value: at === 0 || value === undefined ? null : limitOf(value), color: step.get('color').text ?? '' }
  })
}

/** Before fields had a configuration, graphs had the unit at their left axis and single values beside their query. */
const oldUnit = (panel: Cursor): string | undefined =>
  panel.get('yaxes').items[0]?.get('format').text ?? panel.get('format').text

/** Where a query of a panel is found. */
export interface TargetParts {
  readonly refId: string | undefined
  /** The members of the query itself: `expr`, `legendFormat`. */
  readonly query: Cursor
  /** The data sources, as the JSON has them, from the inside out. */
  readonly sources: readonly unknown[]
}

export function targetFrom(
  { refId, query, sources }: TargetParts,
  place: Place,
  asks: AsksPrometheus,
  reading: Reading,
): Target {
  const expr = query.get('expr')
  const due = (expr.text ?? '').trim() !== '' && asks(...sources)
  // A check may tell of the query at its panel.
  expr.toldAt(place)
  const legend = query.get('legendFormat').toldAt(place)
  const format = query.get('format').text
  return {
    refId: refId ?? query.get('refId').text ?? '',
    query: due ? reading.query(expr, place.path, true) : undefined,
    legend: legend === '__auto' ? '' : legend,
    format: format === 'table' || format === 'heatmap' ? format : 'time_series',
    instant: query.get('instant').value === true,
  }
}
