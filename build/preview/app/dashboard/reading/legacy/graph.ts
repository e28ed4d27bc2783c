import { type Json, list, maybeNumber, maybeText, number, object, objects, text } from '../json.ts'

/** The time series panel that Grafana makes of a `graph`, the panel of its Angular days. */
export function timeseriesOf(graph: Json): Json {
  const { tooltip, seriesOverrides, aliasColors } = graph
  const [left = {}, right = {}] = objects(graph.yaxes)
  return {
    ...graph,
    type: 'timeseries',
    fieldConfig: {
      defaults: {
        ...axis(left),
        color: { mode: 'palette-classic' },
        ...thresholds(objects(graph.thresholds)),
        custom: {
          ...axisLook(left),
          ...look(graph),
          stacking: graph.stack === true ? { mode: graph.percentage === true ? 'percent' : 'normal', group: 'A' } : off,
          spanNulls: graph.nullPointMode === 'connected',
          ...(objects(graph.thresholds).length === 0 ? {} : { thresholdsStyle: { mode: thresholdsStyle(graph) } }),
        },
      },
      overrides: [
        ...Object.entries(object(aliasColors)).map(([alias, color]) => override(alias, [colored(text(color))])),
        ...objects(list(seriesOverrides).flat()).map((series) => override(text(series.alias), changes(series, right))),
      ],
    },
    options: {
      legend: legend(object(graph.legend)),
      tooltip: {
        mode: object(tooltip).shared === false ? 'single' : 'multi',
        sort: ['none', 'asc', 'desc'][number(object(tooltip).sort, 0)] ?? 'none',
      },
    },
  }
}

const off = { mode: 'none', group: 'A' }

/** What of an axis belongs to the values. Old dashboards hold numbers as text. */
function axis({ format, min, max, decimals }: Json): Json {
  const [least, most] = [min, max].map((end) => maybeNumber(end === null || end === '' ? undefined : Number(end)))
  return {
    ...(maybeText(format) !== undefined && { unit: format }),
    ...(least !== undefined && { min: least }),
    ...(most !== undefined && { max: most }),
    ...(maybeNumber(decimals) !== undefined && { decimals }),
  }
}

const axisLook = ({ label, logBase, show }: Json): Json => ({
  ...(maybeText(label) !== undefined && { axisLabel: label }),
  ...(number(logBase, 1) > 1 && { scaleDistribution: { type: 'log', log: logBase } }),
  ...(show === false && { axisPlacement: 'hidden' }),
})

/** What is said of all series, or differently of one. */
function look({ bars, lines, points, fill, fillGradient, linewidth, steppedLine, dashes, pointradius }: Json): Json {
  const gradient = number(fillGradient, 0)
  const opacity = gradient > 0 ? gradient : maybeNumber(fill)
  return {
    ...(bars === true ? { drawStyle: 'bars' } : lines === false && points === true ? { drawStyle: 'points' } : {}),
    ...(opacity !== undefined && { fillOpacity: opacity * 10 }),
    ...(gradient > 0 && { gradientMode: 'opacity' }),
    ...(maybeNumber(linewidth) !== undefined && { lineWidth: linewidth }),
    ...(steppedLine === true && { lineInterpolation: 'stepAfter' }),
    ...(dashes === true && { lineStyle: { fill: 'dash' } }),
    ...(points !== undefined && { showPoints: points === true ? 'always' : 'never' }),
    ...(maybeNumber(pointradius) !== undefined && { pointSize: 2 * number(pointradius, 2) + 1 }),
  }
}

function changes(series: Json, right: Json): readonly Json[] {
  const { color, stack, transform, yaxis } = series
  const values = Number(yaxis) === 2 ? axis(right) : {}
  const custom = {
    ...look(series),
    ...(stack === undefined ? {} : { stacking: stack === false ? off : { mode: 'normal', group: text(stack, 'A') } }),
    ...(transform === 'negative-Y' && { transform }),
    ...(Number(yaxis) === 2 && { axisPlacement: 'right', ...axisLook(right) }),
    ...(series.legend === false && { hideFrom: { legend: true, tooltip: false, viz: false } }),
  }
  return [
    ...(maybeText(color) === undefined ? [] : [colored(text(color))]),
    ...Object.entries(values).map(([id, value]) => ({ id, value })),
    ...Object.entries(custom).map(([id, value]) => ({ id: `custom.${id}`, value })),
  ]
}

const colored = (fixedColor: string): Json => ({ id: 'color', value: { mode: 'fixed', fixedColor } })

/** Of the series with this name, or whose name matches `/this/`. */
const override = (alias: string, properties: readonly Json[]): Json => ({
  matcher: { id: /^\/.*\/\w*$/.test(alias) ? 'byRegexp' : 'byName', options: alias },
  properties,
})

const named: Json = { critical: 'red', warning: 'orange', ok: 'green' }

/** Thresholds that colour what is above them, `gt`, or below, as the steps of one scale. */
function thresholds(all: readonly Json[]): Json {
  const ascending = all.filter(({ value }) => maybeNumber(value) !== undefined).sort((a, b) => by(a) - by(b))
  if (ascending.length === 0) return {}
  const colorOf = ({ colorMode, fillColor, lineColor }: Json): string =>
    text(named[text(colorMode)]) || text(fillColor) || text(lineColor) || 'red'
  const below = ascending.find(({ op }) => op === 'lt')
  const steps = ascending.map((each, at) => {
    const next = ascending[at + 1]
    const color = each.op === 'lt' ? (next?.op === 'lt' ? colorOf(next) : 'transparent') : colorOf(each)
    return { value: each.value, color }
  })
  return {
    thresholds: {
      mode: 'absolute',
      steps: [{ value: null, color: below === undefined ? 'transparent' : colorOf(below) }, ...steps],
    },
  }
}

const by = ({ value }: Json): number => number(value, 0)

function thresholdsStyle({ thresholds }: Json): string {
  const hasLine = objects(thresholds).some(({ line }) => line === true)
  const hasArea = objects(thresholds).some(({ fill }) => fill === true)
  return hasLine && hasArea ? 'line+area' : hasArea ? 'area' : hasLine ? 'line' : 'off'
}

const calcs = { min: 'min', max: 'max', avg: 'mean', current: 'lastNotNull', total: 'sum' } as const

const legend = (json: Json): Json => ({
  showLegend: json.show !== false,
  displayMode: json.alignAsTable === true ? 'table' : 'list',
  placement: json.rightSide === true ? 'right' : 'bottom',
  calcs:
    json.values === true
      ? Object.entries(calcs)
          .filter(([name]) => json[name] === true)
          .map(([, calc]) => calc)
      : [],
})
