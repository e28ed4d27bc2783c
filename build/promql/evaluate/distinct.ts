import type { Expr } from '../tree.ts'
import { refusal } from './refuse.ts'
import type { LabelSet, Sample } from './series.ts'

/** The samples themselves; throws where two have the same labels, which must be compared by identity (see `interned`). */
export function distinct(samples: readonly Sample[], expr: Expr): readonly Sample[] {
  if (samples.length < 2) return samples
  const met = new Set<LabelSet>()
  for (const { labels } of samples) {
    if (met.has(labels)) throw sameLabels(labels, expr)
    met.add(labels)
  }
  return samples
}

/** Labels as Prometheus writes them: `up{job="api"}`. */
export function shown({ __name__: name = '', ...labels }: LabelSet): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return `${name}{${pairs.join(', ')}}`
}

const sameLabels = (labels: LabelSet, expr: Expr) =>
  refusal(
    expr,
    `Two series of the result have the same labels ${shown(labels)}, which Prometheus refuses.`,
    'Select fewer series, or aggregate them.',
  )
