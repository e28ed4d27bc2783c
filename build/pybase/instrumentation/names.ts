import type { AnyMetric } from '../../language/metric.ts'

const kind = { counter: 'counter', histogram: 'histogram', gauge: 'gauge', info: 'gauge', timestamp: 'gauge' } as const

/**
 * What the Python code calls a metric: `extraction_tasks_total` is `extraction_task_counter`,
 * `extraction_duration_seconds` is `extraction_duration_histogram`. The type takes the unit's place.
 */
export function pythonName({ name, type }: AnyMetric): string {
  const base = type === 'counter' ? singular(name.replace(/_total$/, '')) : name.replace(/_(seconds|bytes|ratio)$/, '')
  return `${base}_${kind[type]}`
}

function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -'ies'.length)}y`
  if (/(ss|x|ch|sh)es$/.test(name)) return name.slice(0, -'es'.length)
  return /[^s]s$/.test(name) && !/_(seconds|bytes)$/.test(name) ? name.slice(0, -1) : name
}
