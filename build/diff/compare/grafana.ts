import type { Weight } from '../change.ts'
import type { IsDefault } from './fields.ts'

/** What Grafana writes by itself beside what people set, or counts up at each save: never a difference. */
export const noise = [
  ...['id', 'version', 'iteration', 'schemaVersion', 'pluginVersion', 'gnetId', 'preload', 'meta'],
  // Of a repeated panel: the values for which copies of it were shown.
  ...['scopedVars', 'repeatIteration', 'repeatedByRow'],
  ...['__inputs', '__requires', '__elements', 'editorMode', 'useBackend', 'skipUrlSync'],
]

/** Off unless it is said to be on, except these. */
const onByDefault = new Set(['editable', 'showLegend', 'enable', 'wideLayout', 'showHeader', 'show'])

/** What Grafana takes a field for that is not there. */
const usual: Readonly<Record<string, unknown>> = {
  format: 'time_series',
  legendFormat: '__auto',
  allowCustomValue: true,
  hide: 0,
  fiscalYearStartMonth: 0,
}

export const isGrafanaDefault: IsDefault = (key, value) =>
  (value === false && !onByDefault.has(key)) ||
  (value === true && onByDefault.has(key)) ||
  (Object.hasOwn(usual, key) && usual[key] === value) ||
  (key === 'refresh_intervals' && String(value) === '5s,10s,30s,1m,5m,15m,30m,1h,2h,1d')

const shownData =
  /(?:^|\.)(?:reduceOptions|calcs|mappings|transformations|timeFrom|timeShift|interval|maxDataPoints|min|max|unit|hide|instant|format|filter\w*|stacking|libraryPanel|visibility|repeat\w*|noValue|limit|calculate|overrides)(?:\.|\[|$)/

/** Whether a setting of a panel changes what is shown, or only how it looks. */
export const weighSetting = (path: string): Weight => (shownData.test(path) ? 'data' : 'appearance')
