/** A series' labels. */
type Labels = Readonly<Record<string, string>>

/**
 * The name of a series by its legend, such as `{{job}} {{ instance }}`, where a label that it does not have is left out; by
 * an empty legend the series itself. `__auto` is undefined: Grafana's library names such series by the labels that differ.
 */
export function legendOf(legend: string, labels: Labels, expr: string): string | undefined {
  const isPlain = Object.keys(labels).length === 0
  if (legend === '__auto') return isPlain ? expr : undefined
  if (legend === '') return isPlain ? expr : seriesName(labels)
  return interpolateLegend(legend, labels)
}

/** A text in which `{{label}}` stands for what the series has of that label. */
export const interpolateLegend = (format: string, labels: Labels): string =>
  format.replace(/\{\{([^{}\n]+)\}\}/g, (_, label: string) => labelOf(labels, label.trim()) ?? '')

/** What a series has of a label; `constructor` is a label like others. */
export const labelOf = (labels: Labels, label: string): string | undefined =>
  Object.hasOwn(labels, label) ? labels[label] : undefined

/** A series as Prometheus writes it: `up{job="node"}`. */
export function seriesName({ __name__ = '', ...labels }: Labels): string {
  const shown = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
  return __name__ !== '' && shown.length === 0 ? __name__ : `${__name__}{${shown.join(', ')}}`
}
