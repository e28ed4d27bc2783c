import {
  convertOldAngularValueMappings,
  fieldReducers,
  ReducerID,
  type ThresholdsConfig,
  ThresholdsMode,
} from '@grafana/data'
import { type Json, maybeNumber, maybeText, object, objects, text, texts } from '../json.ts'

/** The stat panel, or the gauge, that Grafana makes of a `singlestat`, the panel of its Angular days. */
export function statOf(singlestat: Json): Json {
  const { sparkline, colorBackground, colorValue, valueName, tableColumn } = singlestat
  const gauge = object(singlestat.gauge)
  const ends = gauge.show === true ? { min: maybeNumber(gauge.minValue), max: maybeNumber(gauge.maxValue) } : {}
  return {
    ...singlestat,
    type: gauge.show === true ? 'gauge' : 'stat',
    fieldConfig: { defaults: { ...defaultsOf(singlestat), ...ends }, overrides: [] },
    options: {
      reduceOptions: {
        // The registry knows the names of old: current, avg, total.
        calcs: [fieldReducers.getIfExists(text(valueName))?.id ?? ReducerID.mean],
        ...(maybeText(tableColumn) !== undefined && { fields: text(tableColumn) }),
      },
      graphMode: object(sparkline).show === true ? 'area' : 'none',
      colorMode: colorBackground === true ? 'background' : colorValue === true ? 'value' : 'none',
      ...(valueName === 'name' && { textMode: 'name' }),
    },
  }
}

function defaultsOf(singlestat: Json): Json {
  const { format, decimals, nullText, mappingType, valueMaps, rangeMaps } = singlestat
  const thresholds = thresholdsOf(singlestat)
  const old = {
    mappingType: maybeNumber(mappingType),
    valueMaps: objects(valueMaps),
    rangeMaps: objects(rangeMaps),
  }
  const mappings = convertOldAngularValueMappings(old, thresholds)
  return {
    ...(maybeText(format) !== undefined && { unit: format }),
    ...(maybeText(nullText) !== undefined && { noValue: nullText }),
    ...(maybeNumber(decimals) !== undefined && { decimals }),
    ...(thresholds !== undefined && { thresholds }),
    ...(mappings.length > 0 && { mappings }),
  }
}

/** One colour more than there are thresholds, which are written as `70,80`. */
function thresholdsOf({ thresholds, colors }: Json): ThresholdsConfig | undefined {
  const values = text(thresholds)
    .split(',')
    .filter((each) => each.trim() !== '')
    .map(Number)
    .filter(Number.isFinite)
  const [first, ...others] = texts(colors)
  if (values.length === 0 || first === undefined) return undefined
  return {
    mode: ThresholdsMode.Absolute,
    steps: [
      { value: Number.NEGATIVE_INFINITY, color: first },
      ...values.flatMap((value, at) => (others[at] === undefined ? [] : [{ value, color: others[at] }])),
    ],
  }
}
