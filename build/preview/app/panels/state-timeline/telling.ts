import {
  type Field,
  FieldColorModeId,
  FieldType,
  formattedValueToString,
  type GrafanaTheme2,
  getActiveThreshold,
  getValueFormat,
  type Threshold,
  ThresholdsMode,
} from '@grafana/data'
import type { Told } from './states.ts'

/** How a field's values are told: by its mappings and colours, or, where Grafana merges by thresholds, by the threshold alone. */
export function tellerOf(field: Field, merge: boolean, theme: GrafanaTheme2): (value: unknown) => Told {
  const { color, thresholds } = field.config
  const isByThreshold = merge && field.type === FieldType.number && color?.mode === FieldColorModeId.Thresholds
  if (isByThreshold && thresholds?.mode === ThresholdsMode.Absolute && thresholds.steps.length > 0) {
    return byThreshold(field, thresholds.steps, theme)
  }
  return (value) => {
    const display = field.display?.(value)
    return {
      text: display === undefined ? String(value) : formattedValueToString(display),
      color: display?.color ?? theme.visualization.getColorByName('gray'),
      numeric: display?.numeric ?? Number(value),
    }
  }
}

function byThreshold(field: Field, steps: readonly Threshold[], theme: GrafanaTheme2): (value: unknown) => Told {
  return (value) => {
    const step = getActiveThreshold(Number(value), [...steps])
    const at = steps.indexOf(step)
    return { text: thresholdText(field, steps, at), color: theme.visualization.getColorByName(step.color), numeric: at }
  }
}

/** A threshold's name: `< 1` of the lowest, `1+` of others. */
function thresholdText({ config: { unit, decimals } }: Field, steps: readonly Threshold[], at: number): string {
  const format = (value: number | undefined) => formattedValueToString(getValueFormat(unit)(value ?? 0, decimals))
  const next = steps[at + 1]
  return at === 0 && next !== undefined ? `< ${format(next.value)}` : `${format(steps[at]?.value)}+`
}
