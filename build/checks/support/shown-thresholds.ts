import { below, textsIn } from '../../documents/values.ts'
import type { Panel } from '../../documents/views.ts'

/** Whether a colour shows the thresholds of a panel or, in a time series, a line or area: Grafana writes 80 into every panel. */
export function showsThresholds({ json, type }: Panel): boolean {
  const config = below(json, 'fieldConfig')
  if (config === undefined) return true
  const isDrawn = (below(config, 'defaults', 'custom', 'thresholdsStyle', 'mode') ?? 'off') !== 'off'
  const mode = below(config, 'defaults', 'color', 'mode')
  if (type === 'timeseries' || type === 'trend') return isDrawn || mode === 'thresholds'
  // A table colours the cells that are told to be.
  if (type === 'table') return [...textsIn(config)].some((text) => /^color-|gauge$|^(?:lcd|basic|gradient)$/.test(text))
  const isUncoloured = mode !== undefined && mode !== 'thresholds'
  const isPlainStat = type === 'stat' && below(json, 'options', 'colorMode') === 'none'
  return isDrawn || !(isUncoloured || isPlainStat)
}
